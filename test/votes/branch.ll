; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A branch is decided again on both edges from the second copy of its condition.
; When that disagrees the third decides: a flipped flag takes the right way.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @choose(
; CHECK: br i1 %less, label %[[YES:tandem.edge[0-9]*]], label %[[NO:tandem.edge[0-9]*]]
; CHECK-DAG: br i1 %less.r, label %small, label %[[DECIDE:tandem.decide[0-9]*]], !prof
; CHECK-DAG: br i1 %less.r, label %[[DECIDE]], label %large, !prof
; CHECK: large:
; CHECK-NEXT: phi i32 [ 1, %[[NO]] ], [ 2, %small ], [ 1, %[[DECIDE]] ]
; CHECK: [[DECIDE]]:
; CHECK-NEXT: [[THIRD:%[0-9]+]] = icmp ult i32 %x.r
; CHECK-NEXT: call preserve_mostcc void @tandem.corrected()
; CHECK-NEXT: br i1 [[THIRD]], label %small, label %large
define i32 @choose(i32 %x) {
entry:
  %less = icmp ult i32 %x, 10
  br i1 %less, label %small, label %large
small:
  br label %large
large:
  %from = phi i32 [ 1, %entry ], [ 2, %small ]
  ret i32 %from
}

; A switch is looked up again on its edges, and runs again when it went wrong.
; Comparisons find the way, no table.
; CHECK-LABEL: @turn(
; CHECK-SAME: #[[ATTRIBUTES:[0-9]+]]
; CHECK: br label %[[SWITCH:[0-9]+]]
; CHECK: [[SWITCH]]:
; CHECK: switch i32 %x
; CHECK: call preserve_mostcc void @tandem.corrected{{.*}}()
; CHECK: br label %[[SWITCH]]
define i32 @turn(i32 %x) {
  switch i32 %x, label %other [ i32 1, label %one
                                i32 2, label %two ]
one:
  ret i32 3
two:
  ret i32 4
other:
  ret i32 5
}

; Three quotients, so that both other divisors are compared with the first.
; CHECK-LABEL: @divide(
; CHECK-COUNT-2: icmp ne i32 %{{.*}}, %{{.*}}
; CHECK: udiv
; CHECK: udiv
; CHECK: udiv
; CHECK-NOT: udiv
; CHECK: ret i32
define i32 @divide(i32 %a, i32 %b) {
  %q = udiv i32 %a, %b
  ret i32 %q
}
; CHECK: attributes #[[ATTRIBUTES]] = {{.*}}"no-jump-tables"="true"
