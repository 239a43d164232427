; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What a loop adds up, or brings in and may use for long, is voted on with all
; three copies each 64 rounds, on the way back to its head, by a test of the
; induction variable; without one, of a counter.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>,verify' -S %s | FileCheck %s

; What was repaired goes to the PHIs that were there already.
; CHECK-LABEL: @sum(
; CHECK: loop:
; CHECK-NEXT: %i = phi i32 [ 0, %entry ], [ [[I:%[a-z0-9]+]], %[[BACK:[0-9]+]] ]
; CHECK: %total = phi i32 [ 0, %entry ], [ [[TOTAL:%[a-z0-9]+]], %[[BACK]] ]
; CHECK: tandem.edge:
; CHECK-NEXT: [[REST:%[0-9]+]] = and i32 %next, 63
; CHECK-NEXT: [[NOW:%[0-9]+]] = icmp eq i32 [[REST]], 0
; CHECK-NEXT: br i1 [[NOW]], label %tandem.round, label %[[BACK]]
; CHECK: tandem.round:
; CHECK-COUNT-4: icmp ne i32
; CHECK: br i1 %{{[0-9]+}}, label %tandem.vote{{[0-9]*}}, label %
; CHECK: [[BACK]]:
; CHECK-DAG: [[I]] = phi i32 [ %{{[a-z0-9]+}}, %{{[0-9]+}} ], [ %next, %tandem.edge ]
; CHECK-DAG: [[TOTAL]] = phi i32 [ %{{[a-z0-9]+}}, %{{[0-9]+}} ], [ %more, %tandem.edge ]
; CHECK: br label %loop
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
; CHECK: [[BEFORE:%.*]] = phi i8 [ [[ROUNDS:%[0-9]+]], %{{[0-9]+}} ], [ 0, %entry ]
; CHECK: [[ROUNDS]] = add i8 [[BEFORE]], 4
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

; An induction variable that steps on two ways. This loop calls: what comes from
; outside is voted on in it, and has PHIs then.
; CHECK-LABEL: @ways(
; CHECK: loop:
; CHECK-COUNT-3: phi i32 [ %{{[n0-9]+}}, %{{[a-z0-9]+}} ]
; CHECK: and i32 %next, 63
; CHECK: tandem.round:
; CHECK-COUNT-4: icmp ne i32
; CHECK: ret void
define void @ways(i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %odd = trunc i32 %i to i1
  br i1 %odd, label %left, label %right
left:
  %l = add i32 %i, 1
  call void @act(i32 %l)
  br label %latch
right:
  %r = add i32 %i, 1
  %end = icmp eq i32 %r, %n
  br i1 %end, label %out, label %latch
latch:
  %next = phi i32 [ %l, %left ], [ %r, %right ]
  br label %loop
out:
  ret void
}

; Where a block leads back that cannot be split from its successors, the vote is
; at the head.
; CHECK-LABEL: @goto(
; CHECK: loop:
; CHECK: and i32 %i, 63
; CHECK: tandem.round:
define i32 @goto(i32 %n, ptr %to) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %next = add i32 %i, 1
  %more = mul i32 %i, 3
  indirectbr ptr %to, [label %loop, label %out]
out:
  ret i32 %more
}

; What each round loads anew is not voted on.
; CHECK-LABEL: @walk(
; CHECK-NOT: tandem.round
; CHECK: define {{.*}}@distance(
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

; A sum whose elements the back end may add up in another order is not compared
; before the loop ends (psadbw needs that); the induction variable is.
; CHECK: tandem.round:
; CHECK-COUNT-2: icmp ne i64
; CHECK-NOT: icmp ne i16
; CHECK: br label
; CHECK: define internal
declare <4 x i32> @llvm.abs.v4i32(<4 x i32>, i1 immarg)
declare i32 @llvm.vector.reduce.add.v4i32(<4 x i32>)

define i32 @distance(ptr %a, ptr %b) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi <4 x i32> [ zeroinitializer, %entry ], [ %more, %loop ]
  %p = getelementptr i8, ptr %a, i64 %i
  %q = getelementptr i8, ptr %b, i64 %i
  %l = load <4 x i8>, ptr %p
  %r = load <4 x i8>, ptr %q
  %lw = zext <4 x i8> %l to <4 x i32>
  %rw = zext <4 x i8> %r to <4 x i32>
  %d = sub <4 x i32> %lw, %rw
  %abs = call <4 x i32> @llvm.abs.v4i32(<4 x i32> %d, i1 true)
  %more = add <4 x i32> %sum, %abs
  %next = add i64 %i, 4
  %again = icmp ult i64 %next, 4096
  br i1 %again, label %loop, label %out
out:
  %total = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %more)
  ret i32 %total
}

declare void @act(i32)
