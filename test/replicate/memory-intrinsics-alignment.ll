; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Where the target cannot access unaligned memory, chunks are no wider than the
; alignment, none lies over another, and what is too much of that stays a call.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p:64:64-i64:64-i128:128-n32:64-S128"
target triple = "riscv64-unknown-linux-gnu"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK-LABEL: define void @aligned(
; CHECK: store {{(volatile )?}}i64 {{.*}}, align 8
; CHECK: store {{(volatile )?}}i32 {{.*}}, align 8
; CHECK: store {{(volatile )?}}i16 {{.*}}, align 4
; CHECK: store {{(volatile )?}}i8 {{.*}}, align 2
; CHECK-NOT: store
define void @aligned(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %to, ptr align 8 %from, i64 15, i1 false)
  ret void
}

; CHECK-LABEL: define void @source(
; CHECK-COUNT-4: store {{(volatile )?}}i16
; CHECK-NOT: store
define void @source(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %to, ptr align 2 %from, i64 8, i1 false)
  ret void
}

; CHECK-LABEL: define void @bytes(
; CHECK-COUNT-8: store {{(volatile )?}}i8
; CHECK-NOT: store
; CHECK: call void @llvm.memcpy{{.*}} i64 9, i1 false)
define void @bytes(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 8, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 9, i1 false)
  ret void
}
