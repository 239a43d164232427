; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What a function returns is checked as it leaves, in the register that returns
; it, constants included; nothing is added to a return of void.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @value(
; CHECK: %sum.r = add
; CHECK: [[SUM:%[0-9]+]] = call i32 asm "# checked", "={rax},0"(i32 %sum)
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 [[SUM]], %sum.r
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected
; CHECK-NOT: ret i32 %sum
; CHECK: ret i32 [[SUM]]
define i32 @value(i32 %x) {
  %sum = add i32 %x, 1
  ret i32 %sum
}

; CHECK-LABEL: @constant(
; CHECK: [[ONE:%[0-9]+]] = call i32 asm sideeffect "# checked", "={rax},0"(i32 1)
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 [[ONE]], 1
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected
; CHECK: ret i32 [[ONE]]
define i32 @constant() {
  ret i32 1
}

; CHECK-LABEL: @nothing(
; CHECK-NEXT: ret void
define void @nothing() {
  ret void
}
