; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A constant that enters a PHI is copied in the predecessor for the replica, so
; that two induction variables with equal start and step stay two.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt -passes='tandem<recovery=none>,function(gvn,instcombine,simplifycfg,indvars)' -S %s \
; RUN:   | FileCheck %s --check-prefix=LATER

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @count(
; CHECK: entry:
; CHECK: [[ZERO:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 0)
; CHECK: br label %loop
; CHECK: loop:
; CHECK-NEXT: %i = phi i32 [ 0, %entry ], [ %next, %{{.*}} ]
; CHECK-NEXT: %i.r = phi i32 [ [[ZERO]], %entry ], [ %{{.*}}, %{{.*}} ]
; CHECK-NOT: .r = phi i32 [ 0,
; CHECK: %next.r = add i32 %i.r, 1
;
; LATER-LABEL: @count(
; LATER-DAG: %i = phi i32 [ 0,
; LATER-DAG: %i.r = phi i32 [ %{{[0-9]+}},
; LATER-DAG: %next = add {{.*}}i32 %i, 1
; LATER-DAG: %next.r = add {{.*}}i32 %i.r, 1
; LATER: ret i32
define i32 @count(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %at = getelementptr i32, ptr %p, i32 %i
  store i32 %i, ptr %at
  %next = add i32 %i, 1
  %more = icmp ult i32 %next, %n
  br i1 %more, label %loop, label %done
done:
  ret i32 %next
}
