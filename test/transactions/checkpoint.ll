; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Values that live across a cut are compared with their replicas before the old
; transaction is over.
;
; RUN: %opt -S -passes='tandem<recovery=undo>' %s | FileCheck %s

; CHECK-LABEL: define void @logs(
; CHECK: tandem.cut{{[0-9]*}}:
; CHECK: icmp ne i64 %i, %i.r
; CHECK: br i1 %{{.*}}, label %[[FAULT:tandem.checkpoint[0-9]*]], label %[[CUT:[0-9]+]], !prof
; CHECK: [[CUT]]:
; CHECK: store ptr %{{.*}}, ptr @__tandem_transaction
; CHECK: call void @__tandem_undo_begin(
; CHECK: [[FAULT]]:
; CHECK-NEXT: call void @__tandem_detected(
define void @logs(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %place = getelementptr i64, ptr %p, i64 %i
  store i64 %i, ptr %place
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  ret void
}
