; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A branch is decided again on both of its edges, from the replica of its
; condition; one whose ways are the same is not.
;
; RUN: %opt_tandem %s | FileCheck %s

; CHECK-LABEL: @choose(
; CHECK: %x.r = extractvalue { i32, i32 } %{{[0-9]+}}, 1
; CHECK: %less.r = icmp ult i32 %x.r, 10
; CHECK: br i1 %less, label %[[YES:tandem.edge[0-9]*]], label %[[NO:tandem.edge[0-9]*]]
; CHECK-DAG: br i1 %less.r, label %small, label %tandem.detected, !prof
; CHECK-DAG: br i1 %less.r, label %tandem.detected, label %large, !prof
; CHECK-NOT: br i1 %less,
; CHECK: large:
; CHECK: %from = phi i32 [ 1, %[[NO]] ], [ 2, %small ]
; CHECK: unreachable
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

; CHECK-LABEL: @same(
; CHECK-NOT: tandem.edge
; CHECK: br i1 %c, label %next, label %next
; CHECK-NOT: tandem.edge
; CHECK: ret i32
define i32 @same(i1 %c) {
entry:
  br i1 %c, label %next, label %next
next:
  ret i32 3
}

; Both edges lead on, not to the report, as far as the layout of code goes.
; CHECK-DAG: !{!"branch_weights", i32 1048575, i32 1}
; CHECK-DAG: !{!"branch_weights", i32 1, i32 1048575}
