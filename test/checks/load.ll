; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Two loads of shared memory are compared; when they differ and their addresses
; do not, a third load replaces both, in the original and in the replica.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @integer(
; CHECK: [[PR:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr %p)
; CHECK: %value = load i32, ptr %p
; CHECK-NEXT: %value.r = load i32, ptr [[PR]]
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 %value, %value.r
; CHECK-NEXT: br i1 [[DIFFER]], label %[[RACE:tandem.race[0-9]*]], label %[[ON:[0-9]+]], !prof
; CHECK: [[ON]]:
; CHECK-NEXT: [[V:%[0-9]+]] = phi i32 [ %value, %{{.*}} ], [ [[THIRD:%[0-9]+]], %tandem.again ]
; CHECK-NEXT: [[VR:%[0-9]+]] = phi i32 [ %value.r, %{{.*}} ], [ [[THIRDR:%[0-9]+]], %tandem.again ]
; CHECK: %odd = and i32 [[V]], 1
; CHECK-NEXT: %odd.r = and i32 [[VR]], 1
; CHECK-NOT: and i32 %value
; CHECK: [[RACE]]:
; CHECK-NEXT: [[FAULT:%[0-9]+]] = icmp ne ptr %p, [[PR]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %tandem.again
; CHECK: tandem.again:
; CHECK-NEXT: [[THIRD]] = load volatile i32, ptr %p
; CHECK-NEXT: [[THIRDR]] = call i32 asm "# replica 1", "=r,0"(i32 [[THIRD]])
; CHECK-NEXT: br label %[[ON]]
define i32 @integer(ptr %p) {
  %value = load i32, ptr %p
  %odd = and i32 %value, 1
  ret i32 %odd
}

; One comparison of scalars in floating point; a NaN takes the cold way.
; CHECK-LABEL: @floating(
; CHECK: fcmp une double %value, %value.r
; CHECK: load volatile double
define double @floating(ptr %p) {
  %value = load double, ptr %p
  %twice = fadd double %value, %value
  ret double %twice
}

; CHECK-LABEL: @invariant(
; CHECK: %value.r = load i32
; CHECK-NOT: tandem.again
; CHECK: unreachable
define i32 @invariant(ptr %p) {
  %value = load i32, ptr %p, !invariant.load !0
  ret i32 %value
}

!0 = !{}
