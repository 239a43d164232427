; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; On each edge of a switch the replica of the condition must have a value that
; leads there; on the default edge none that leads elsewhere.
;
; RUN: %opt_tandem %s | FileCheck %s

; CHECK-LABEL: @choose(
; CHECK: [[XRS:%[0-9]+]] = call { i32, i32 } asm {{.*}}(i32 [[XRI:%[0-9]+]], i32 [[XRI]])
; CHECK-NEXT: %x = extractvalue { i32, i32 } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { i32, i32 } [[XRS]], 1
; CHECK: switch i32 %x, label %[[D:tandem.edge[0-9]*]] [
; CHECK-NEXT: i32 1, label %[[ONE:tandem.edge[0-9]*]]
; CHECK-NEXT: i32 2, label %[[TWO:tandem.edge[0-9]*]]
; CHECK-NEXT: i32 3, label %[[TWO]]
; CHECK-NEXT: ]
; CHECK: [[TWO]]:
; CHECK-NEXT: switch i32 [[XR]], label %tandem.detected [
; CHECK-NEXT: i32 2, label %two
; CHECK-NEXT: i32 3, label %two
; CHECK-NEXT: ]
; CHECK: [[ONE]]:
; CHECK-NEXT: switch i32 [[XR]], label %tandem.detected [
; CHECK-NEXT: i32 1, label %one
; CHECK-NEXT: ]
; CHECK: [[D]]:
; CHECK-NEXT: switch i32 [[XR]], label %default [
; CHECK-NEXT: i32 1, label %tandem.detected
; CHECK-NEXT: i32 2, label %tandem.detected
; CHECK-NEXT: i32 3, label %tandem.detected
; CHECK-NEXT: ]
; CHECK-NOT: switch
; CHECK: two:
; CHECK-NEXT: %from = phi i32 [ 8, %[[TWO]] ], [ 9, %one ], [ 8, %[[TWO]] ]
define i32 @choose(i32 %x) {
entry:
  switch i32 %x, label %default [
    i32 1, label %one
    i32 2, label %two
    i32 3, label %two
  ]
one:
  br label %two
two:
  %from = phi i32 [ 8, %entry ], [ 8, %entry ], [ 9, %one ]
  ret i32 %from
default:
  ret i32 0
}
