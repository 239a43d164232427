; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What a loop adds up or brings in is voted on with all three copies each 64
; rounds, by a test of the induction variable; without one, of a counter.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>' -S %s | FileCheck %s

; CHECK-LABEL: @sum(
; CHECK: loop:
; CHECK: [[REST:%[0-9]+]] = and i32 %i, 63
; CHECK-NEXT: [[NOW:%[0-9]+]] = icmp eq i32 [[REST]], 0
; CHECK-NEXT: br i1 [[NOW]], label %tandem.round, label %
; CHECK: tandem.round:
; CHECK-COUNT-6: icmp ne i32
; CHECK: br i1 %{{[0-9]+}}, label %tandem.vote{{[0-9]*}}, label %
define i32 @sum(i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %total = phi i32 [ 0, %entry ], [ %more, %loop ]
  %more = add i32 %total, %i
  %next = add i32 %i, 1
  %again = icmp ult i32 %next, %n
  br i1 %again, label %loop, label %out
out:
  ret i32 %more
}

; CHECK-LABEL: @halves(
; CHECK: loop:
; CHECK: [[BEFORE:%.*]] = phi i8
; CHECK: [[ROUNDS:%[0-9]+]] = add i8 [[BEFORE]], 4
; CHECK: [[NOW:%[0-9]+]] = icmp eq i8 [[ROUNDS]], 0
; CHECK-NEXT: br i1 [[NOW]], label %tandem.round
; CHECK: tandem.round:
; CHECK-COUNT-2: icmp ne i32
; CHECK: ret i32
define i32 @halves(i32 %n) {
entry:
  br label %loop
loop:
  %x = phi i32 [ %n, %entry ], [ %half, %loop ]
  %half = lshr i32 %x, 1
  %again = icmp ugt i32 %half, 9
  br i1 %again, label %loop, label %out
out:
  ret i32 %half
}

; What each round loads anew is not voted on.
; CHECK-LABEL: @walk(
; CHECK-NOT: tandem.round
; CHECK: define internal
define ptr @walk(ptr %list) {
entry:
  br label %loop
loop:
  %node = phi ptr [ %list, %entry ], [ %next, %loop ]
  %next = load ptr, ptr %node
  %end = icmp eq ptr %next, null
  br i1 %end, label %out, label %loop
out:
  ret ptr %node
}
