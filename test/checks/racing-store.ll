; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Behind a store, unequal memory is another thread's store when value and address
; agree with their replicas: the program goes on. Memory that no other thread can
; reach leaves no such way out.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @shared(
; CHECK-DAG: [[XR:%[0-9]+]] = call i32 asm "# replica 1", {{.*}}(i32 %x)
; CHECK-DAG: [[PR:%[0-9]+]] = call ptr asm "# replica 1", {{.*}}(ptr %p)
; CHECK: br i1 %{{[0-9]+}}, label %tandem.race, label %[[ON:[0-9]+]], !prof
; CHECK: [[ON]]:
; CHECK: tandem.race:
; CHECK-NEXT: [[V:%[0-9]+]] = icmp ne i32 %x, [[XR]]
; CHECK-NEXT: [[A:%[0-9]+]] = icmp ne ptr %p, [[PR]]
; CHECK-NEXT: [[FAULT:%[0-9]+]] = or i1 [[V]], [[A]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[ON]]
define void @shared(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  ret void
}

; CHECK-LABEL: @private(
; CHECK: store i32 %x, ptr %
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK-NOT: tandem.race
; CHECK: unreachable
define void @private(i64 %i, i32 %x) {
  %array = alloca [4 x i32]
  %at = getelementptr [4 x i32], ptr %array, i64 0, i64 %i
  store i32 %x, ptr %at
  ret void
}
