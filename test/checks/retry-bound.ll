; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A segment that uses a constant from a register, where a fault would stay, runs
; again only so often: the count is cleared in front of it, and too many runs in
; a row are a detection. So is a load from a table whose address lies in a
; register. What has no such constant pays nothing.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@table = global [256 x i32] zeroinitializer

declare void @external()

; CHECK-LABEL: @number(
; CHECK: %tandem.tries = alloca i32
; CHECK: store i32 0, ptr %tandem.tries
; CHECK-NEXT: br label %[[HEAD:[0-9]+]]
; CHECK: [[HEAD]]:
; CHECK-NEXT: %value = load double
; CHECK: tandem.retry:
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: [[COUNT:%[0-9]+]] = load i32, ptr %tandem.tries
; CHECK-NEXT: [[SUM:%[0-9]+]] = call { i32, i1 } @llvm.uadd.with.overflow.i32(i32 [[COUNT]], i32 4096)
; CHECK-NEXT: [[NEXT:%[0-9]+]] = extractvalue { i32, i1 } [[SUM]], 0
; CHECK-NEXT: store i32 [[NEXT]], ptr %tandem.tries
; CHECK-NEXT: [[MANY:%[0-9]+]] = extractvalue { i32, i1 } [[SUM]], 1
; CHECK: [[FAULT:%[0-9]+]] = or i1 [[MANY]], %{{[0-9]+}}
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[HEAD]]
define void @number(ptr %p, ptr %q) {
  %value = load double, ptr %p
  %sum = fadd double %value, 1.5
  store double %sum, ptr %q
  ret void
}

; CHECK-LABEL: @wide(
; CHECK: store i32 0, ptr %tandem.tries
define void @wide(ptr %p, ptr %q) {
  %value = load i64, ptr %p
  %mixed = xor i64 %value, 81985529216486895
  store i64 %mixed, ptr %q
  ret void
}

; CHECK-LABEL: @in_table(
; CHECK: store i32 0, ptr %tandem.tries
; CHECK: tandem.race:
; CHECK: load i32, ptr %tandem.tries
define i32 @in_table(i64 %i) {
  %at = getelementptr i32, ptr @table, i64 %i
  %value = load i32, ptr %at
  call void @external()
  ret i32 %value
}

; CHECK-LABEL: @immediate(
; CHECK-NOT: tandem.tries
; CHECK: tandem.retry:
; CHECK-NOT: tandem.tries
; CHECK: tandem.race:
; CHECK-NOT: tandem.tries
; CHECK: br i1 {{.*}}label %tandem.detected
define i32 @immediate(ptr %p, ptr %q) {
  %value = load i32, ptr %p
  %sum = add i32 %value, 15
  store i32 %sum, ptr %q
  %other = load i32, ptr %p
  call void @external()
  ret i32 %other
}

!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}
