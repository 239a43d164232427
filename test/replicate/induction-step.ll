; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The replica of an induction variable is hidden where its step is computed, once
; for each step, so that loop strength reduction does not compute the one
; from the other; everything else uses the copy.
;
; RUN: %opt_tandem %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: sed -n '/^loop:/,/^tandem.detected/p' %t.ll | grep -c '"# replica 1"' \
; RUN:   | grep -x 2
; RUN: %opt -passes='function(loop(indvars),loop-reduce)' -S %t.ll \
; RUN:   | FileCheck %s --check-prefix=LATER

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @count(
; CHECK: loop:
; CHECK-DAG: %i.r = phi i64 [ %{{[0-9]+}}, %entry ], [ [[STEP:%[0-9]+]], %
; CHECK-DAG: %j.r = phi i64 [ %{{[0-9]+}}, %entry ], [ [[OTHER:%[0-9]+]], %
; CHECK: %next.r = add i64 %i.r, 1
; CHECK-NEXT: [[STEP]] = call i64 asm "# replica 1", "=r,0"(i64 %next.r)
; CHECK-NOT: %next.r
; CHECK: %after.r = add i64 %j.r, [[STEP]]
; CHECK-NEXT: [[OTHER]] = call i64 asm "# replica 1", "=r,0"(i64 %after.r)
; CHECK-NOT: %{{next|after}}.r
; CHECK: %more.r = icmp ult i64 [[STEP]], %
; CHECK-NOT: %{{next|after}}.r
; CHECK: unreachable
;
; LATER-LABEL: @count(
; LATER: loop:
; LATER-COUNT-4: = phi i64
define i64 @count(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %j = phi i64 [ 5, %entry ], [ %after, %loop ]
  %at = getelementptr i32, ptr %p, i64 %i
  store i32 7, ptr %at
  %next = add i64 %i, 1
  %after = add i64 %j, %next
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  ret i64 %after
}
