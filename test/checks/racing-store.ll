; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Where a store is loaded back, unequal memory is another thread's store when
; value and address agree with their replicas: the program goes on. Memory that
; no other thread can reach leaves no such way out.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @shared(
; CHECK-DAG: [[IRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", {{.*}}(i64 [[IRI:%[0-9]+]], i64 [[IRI]])
; CHECK-DAG: %i = extractvalue { i64, i64 } [[IRS]], 0
; CHECK-DAG: [[IR:%i.r[0-9]*]] = extractvalue { i64, i64 } [[IRS]], 1
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", {{.*}}(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: store i32 %next, ptr %
; CHECK: icmp ne i32 %tandem.back, %next.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %[[RACE:tandem.race[0-9]*]], label %[[ON:[0-9]+]], !prof
; CHECK: [[ON]]:
; CHECK: [[RACE]]:
; CHECK-DAG: [[V:%[0-9]+]] = icmp ne i32 %next, %next.r
; CHECK-DAG: [[P:%[0-9]+]] = icmp ne ptr %p, [[PR]]
; CHECK-DAG: [[VP:%[0-9]+]] = or i1 [[V]], [[P]]
; CHECK-DAG: [[I:%[0-9]+]] = icmp ne i64 %i, [[IR]]
; CHECK: [[FAULT:%[0-9]+]] = or i1 [[VP]], [[I]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[ON]]
define void @shared(ptr %p, i64 %i) {
  %at = getelementptr i32, ptr %p, i64 %i
  %value = load i32, ptr %at
  %next = add i32 %value, 1
  store i32 %next, ptr %at
  ret void
}

; CHECK-LABEL: @private(
; CHECK: store i32 %next, ptr %
; CHECK: icmp ne i32 %tandem.back, %next.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK-NOT: tandem.race
; CHECK: unreachable
define void @private(i64 %i, i64 %j) {
  %array = alloca [4 x [4 x i32]]
  %row = getelementptr i32, ptr %array, i64 %i
  %at = getelementptr i32, ptr %row, i64 %j
  %value = load i32, ptr %at
  %next = add i32 %value, 1
  store i32 %next, ptr %at
  ret void
}
