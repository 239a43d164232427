; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A case that leads to the default destination is good on its edge, and a default
; that cannot be reached is left as it is.
;
; RUN: %opt_tandem %s | FileCheck %s

; CHECK-LABEL: @shared_default(
; CHECK: %x.r = extractvalue { i32, i32 } %{{[0-9]+}}, 1
; CHECK: switch i32 %x, label %[[D:tandem.edge[0-9]*]] [
; CHECK-NEXT: i32 1, label %[[ONE:tandem.edge[0-9]*]]
; CHECK-NEXT: i32 2, label %[[D]]
; CHECK-NEXT: ]
; CHECK: [[D]]:
; CHECK-NEXT: switch i32 %x.r, label %default [
; CHECK-NEXT: i32 1, label %tandem.detected
; CHECK-NEXT: ]
; CHECK-NOT: i32 2,
; CHECK: default:
; CHECK-NEXT: %from = phi i32 [ 5, %[[D]] ], [ 6, %{{.*}} ]
define i32 @shared_default(i32 %x) {
entry:
  switch i32 %x, label %default [
    i32 1, label %one
    i32 2, label %default
  ]
one:
  br label %default
default:
  %from = phi i32 [ 5, %entry ], [ 5, %entry ], [ 6, %one ]
  ret i32 %from
}

; CHECK-LABEL: @no_default(
; CHECK: switch i1 %c, label %never [
; CHECK-NEXT: i1 false, label %tandem.edge
; CHECK-NEXT: i1 true, label %tandem.edge
; CHECK: never:
; CHECK-NEXT: unreachable
define i32 @no_default(i1 %c) {
entry:
  switch i1 %c, label %never [
    i1 false, label %zero
    i1 true, label %one
  ]
never:
  unreachable
zero:
  ret i32 0
one:
  ret i32 1
}
