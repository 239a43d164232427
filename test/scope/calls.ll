; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A call happens once, an intrinsic that only computes is replicated, and one
; that carries no data is passed over.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 \
; RUN:   | not grep -E '^replicate .*(@external|@llvm.mem|asm|@llvm.thread)'

declare i32 @external(i32)
declare i32 @llvm.smax.i32(i32, i32)
declare double @llvm.sqrt.f64(double)
declare ptr @llvm.thread.pointer()
declare ptr @llvm.returnaddress(i32)
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.lifetime.start.p0(i64, ptr)
declare void @llvm.assume(i1)
declare void @llvm.trap()

; CHECK-LABEL: tandem scope of calls:
define double @calls(i32 %x, double %d, ptr %p, ptr %q, i1 %c) {
  ; CHECK: pass {{.*}}%slot = alloca
  %slot = alloca i64
  ; CHECK: pass {{.*}}@llvm.lifetime.start
  call void @llvm.lifetime.start.p0(i64 8, ptr %slot)
  ; CHECK: pass {{.*}}@llvm.assume
  call void @llvm.assume(i1 %c)
  ; CHECK: once {{.*}}@external
  %called = call i32 @external(i32 %x)
  ; CHECK: once {{.*}}call i32 %q
  %indirect = call i32 %q(i32 %x)
  ; CHECK: once {{.*}}asm
  %assembled = call i32 asm "incl $0", "=r,0"(i32 %x)
  ; CHECK: once {{.*}}@llvm.memcpy
  call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 8, i1 false)
  ; CHECK: once {{.*}}@llvm.thread.pointer
  %thread = call ptr @llvm.thread.pointer()
  ; CHECK: once {{.*}}@llvm.returnaddress
  %address = call ptr @llvm.returnaddress(i32 0)
  ; CHECK: replicate {{.*}}@llvm.smax
  %max = call i32 @llvm.smax.i32(i32 %x, i32 %called)
  ; CHECK: replicate {{.*}}@llvm.sqrt
  %root = call double @llvm.sqrt.f64(double %d)
  ; CHECK: pass {{.*}}@llvm.trap
  call void @llvm.trap()
  ; CHECK: return
  ret double %root
}
