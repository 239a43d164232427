; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; memcpy, memmove and memset that are not expanded happen once; addresses,
; length and byte are checked in front.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

; CHECK-LABEL: @copy(
; CHECK: [[TO:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %to)
; CHECK: icmp ne ptr [[TO]],
; CHECK-NEXT: br i1 {{.*}}, label %tandem.detected
; CHECK: [[FROM:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %from)
; CHECK: icmp ne ptr [[FROM]],
; CHECK-NEXT: br i1 {{.*}}, label %tandem.detected
; CHECK: [[N:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 %n)
; CHECK: icmp ne i64 [[N]],
; CHECK-NEXT: br i1 {{.*}}, label %tandem.detected
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr [[TO]], ptr [[FROM]], i64 [[N]], i1 false)
; CHECK-NOT: @llvm.memcpy
; CHECK: unreachable
define void @copy(ptr %to, ptr %from, i64 %n) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 %n, i1 false)
  ret void
}

; A constant length stays one: it chooses the code.
; CHECK-LABEL: @clear(
; CHECK: [[C:%[0-9]+]] = call i8 asm sideeffect "# checked", "=r,0"(i8 %c)
; CHECK: call void @llvm.memset.p0.i64(ptr %{{[0-9]+}}, i8 [[C]], i64 4096, i1 false)
define void @clear(ptr %to, i8 %c) {
  call void @llvm.memset.p0.i64(ptr %to, i8 %c, i64 4096, i1 false)
  ret void
}
