; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A store is voted on in front: its value and the parts of its address, each
; first copy against the second. The cold block takes the majority, makes it all
; three copies, counts, and leads back; three different values are a detection.
;
; RUN: %opt -passes='tandem<tmr>' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @through_pointer(
; CHECK-DAG: [[X1:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 %x)
; CHECK-DAG: [[X2:%[0-9]+]] = call i32 asm "# replica 2", "=r,0"(i32 %x)
; CHECK-DAG: [[P1:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr %p)
; CHECK: icmp ne ptr %p, [[P1]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.vote, label %[[NEXT:[0-9]+]], !prof
; CHECK: [[NEXT]]:
; CHECK-NEXT: icmp ne i32 %x, [[X1]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.vote, label %[[STORE:[0-9]+]], !prof
; CHECK: [[STORE]]:
; CHECK-DAG: [[X:%.*]] = phi i32 [ [[XM:%[0-9]+]], %tandem.repair ], [ %x, %[[NEXT]] ]
; CHECK-DAG: [[P:%.*]] = phi ptr [ [[PM:%[0-9]+]], %tandem.repair ], [ %p, %[[NEXT]] ]
; CHECK: store i32 [[X]], ptr [[P]]
; CHECK: ret void
; CHECK: tandem.vote:
; CHECK-DAG: [[D01:%[0-9]+]] = icmp ne i32 %x, [[X1]]
; CHECK-DAG: [[D02:%[0-9]+]] = icmp ne i32 %x, [[X2]]
; CHECK-DAG: [[D12:%[0-9]+]] = icmp ne i32 [[X1]], [[X2]]
; CHECK: [[ALONE:%[0-9]+]] = and i1 [[D01]], [[D02]]
; CHECK: and i1 [[ALONE]], [[D12]]
; CHECK: [[MAJORITY:%[0-9]+]] = select i1 [[ALONE]], i32 [[X1]], i32 %x
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %tandem.repair, !prof
; CHECK: tandem.repair:
; CHECK: [[PM]] = call ptr asm "# checked"
; CHECK: [[XM]] = call i32 asm "# checked", "=r,0"(i32 [[MAJORITY]])
; CHECK: call i32 asm "# replica 1", "=r,0"(i32 [[MAJORITY]])
; CHECK: call i32 asm "# replica 2", "=r,0"(i32 [[MAJORITY]])
; CHECK: call preserve_mostcc void @__tandem_corrected(
; CHECK-NEXT: br label %[[STORE]]
; CHECK: tandem.detected:
; CHECK-NEXT: call void @__tandem_detected(
define void @through_pointer(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  ret void
}

; All that follows uses the repaired copies.
; CHECK-LABEL: @twice(
; CHECK: phi i64 [ %{{.*}}, %tandem.repair{{[0-9]*}} ], [ %y, %{{.*}} ]
; CHECK-NEXT: store i64 [[Y:%y[0-9]+]], ptr @a
; CHECK-NEXT: icmp ne i64 [[Y]], %{{[0-9]+}}
; CHECK-NOT: store i64 %y,
; CHECK: ret void
@a = global i64 0
@b = global i64 0
define void @twice(i64 %y) {
  store i64 %y, ptr @a
  store i64 %y, ptr @b
  ret void
}
