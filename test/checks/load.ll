; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A load of shared memory is compared with a second load, which nothing else
; uses: the replica is a copy of the first. When they differ and the parts of
; their addresses do not, cold code loads once more and goes on behind the
; comparison: no way leads back.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @external()

; CHECK-LABEL: @integer(
; CHECK-DAG: [[IRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[IRI:%[0-9]+]], i64 [[IRI]])
; CHECK-DAG: %i = extractvalue { i64, i64 } [[IRS]], 0
; CHECK-DAG: [[IR:%i.r[0-9]*]] = extractvalue { i64, i64 } [[IRS]], 1
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: %value = load i32, ptr %at
; CHECK-NEXT: %value.r = load i32, ptr %at.r
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 %value, %value.r
; CHECK-NEXT: br i1 [[DIFFER]], label %[[RACE:tandem.race[0-9]*]], label %[[ON:[0-9]+]], !prof
; CHECK: [[ON]]:
; CHECK-NEXT: [[VALUE:%[0-9]+]] = phi i32 [ %value, %2 ], [ [[ONCE:%[0-9]+]], %[[AGAIN:tandem.again[0-9]*]] ]
; CHECK-NEXT: [[VR:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 [[VALUE]])
; CHECK: %odd = and i32 [[VALUE]], 1
; CHECK-NEXT: %odd.r = and i32 [[VR]], 1
; CHECK-NOT: %value.r
; CHECK: [[RACE]]:
; CHECK-DAG: [[P:%[0-9]+]] = icmp ne ptr %p, [[PR]]
; CHECK-DAG: [[I:%[0-9]+]] = icmp ne i64 %i, [[IR]]
; CHECK: [[FAULT:%[0-9]+]] = or i1 [[P]], [[I]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[AGAIN]]
; CHECK: [[AGAIN]]:
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: [[ATR:%[0-9]+]] = getelementptr i32, ptr [[PR]], i64 [[IR]]
; CHECK-NEXT: [[ONCE]] = load i32, ptr [[ATR]]
; CHECK-NEXT: br label %[[ON]]
define i32 @integer(ptr %p, i64 %i) {
  %at = getelementptr i32, ptr %p, i64 %i
  %value = load i32, ptr %at
  call void @external()
  %odd = and i32 %value, 1
  ret i32 %odd
}

; A number is compared by its bits: -0.0 for 0.0 is a fault, or a race.
; CHECK-LABEL: @floating(
; CHECK: %value = load double, ptr %p
; CHECK-NEXT: %value.r = load double, ptr
; CHECK-NEXT: [[L:%[0-9]+]] = bitcast double %value to i64
; CHECK-NEXT: [[R:%[0-9]+]] = bitcast double %value.r to i64
; CHECK-NEXT: [[BITS:%[0-9]+]] = icmp ne i64 [[L]], [[R]]
; CHECK-NEXT: br i1 [[BITS]], label %[[RACE:tandem.race[0-9]*]], label %{{[0-9]+}}, !prof
; CHECK-NOT: fcmp une
; CHECK: [[RACE]]:
; CHECK: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: load double
define double @floating(ptr %p) {
  %value = load double, ptr %p
  call void @external()
  ret double %value
}

; What nobody writes has two loads, and no comparison.
; CHECK-LABEL: @invariant(
; CHECK: %value = load i32
; CHECK-NEXT: %value.r = load i32
; CHECK-NEXT: call void @external()
; CHECK-NOT: tandem.race
; CHECK: icmp ne i32 %{{[0-9]+}}, %value.r
; CHECK-NOT: tandem.race
; CHECK: unreachable
define i32 @invariant(ptr %p) {
  %value = load i32, ptr %p, !invariant.load !0
  call void @external()
  ret i32 %value
}

!0 = !{}

; The load extends, and a bit may flip above the byte: all of the registers is
; compared. The replica is what was loaded for it.
; CHECK-LABEL: @extended(
; CHECK: %value = load i8, ptr %p
; CHECK-NEXT: %wide = zext i8 %value to i64
; CHECK-NEXT: %value.r = load i8, ptr
; CHECK-NEXT: [[OTHER:%[0-9]+]] = zext i8 %value.r to i64
; CHECK-NEXT: icmp ne i64 %wide, [[OTHER]]
; CHECK: [[BOTH:%[0-9]+]] = phi i64 [ [[OTHER]], %1 ]
; CHECK: phi i64 [ %wide, %1 ]
; CHECK-NEXT: call i64 asm "# replica 1", "=r,0"(i64 [[BOTH]])
define i64 @extended(ptr %p) {
  %value = load i8, ptr %p
  %wide = zext i8 %value to i64
  call void @external()
  ret i64 %wide
}

; So does a byte that is not extended: the load fills the register.
; CHECK-LABEL: @byte(
; CHECK: %value = load i8, ptr %p
; CHECK-NEXT: [[WIDE:%[0-9]+]] = zext i8 %value to i32
; CHECK-NEXT: %value.r = load i8, ptr
; CHECK-NEXT: [[OTHER:%[0-9]+]] = zext i8 %value.r to i32
; CHECK-NEXT: icmp ne i32 [[WIDE]], [[OTHER]]
define i8 @byte(ptr %p) {
  %value = load i8, ptr %p
  call void @external()
  ret i8 %value
}

; An element of an array in a structure: the checks split the block, and the
; addresses are computed where they are used, with the offset of the array.
; CHECK-LABEL: @element(
; CHECK: br i1 %{{[0-9]+}}, label %tandem.race
; CHECK: [[BASE:%[0-9]+]] = getelementptr i8, ptr %p, i64 24
; CHECK-NEXT: [[AT:%[0-9]+]] = getelementptr i32, ptr [[BASE]], i64 %{{[0-9]+}}
; CHECK: load i32, ptr [[AT]]
define i32 @element(ptr %p, ptr %index) {
  %array = getelementptr i8, ptr %p, i64 24
  %i = load i64, ptr %index
  %at = getelementptr i32, ptr %array, i64 %i
  %value = load i32, ptr %at
  call void @external()
  ret i32 %value
}

; A small vector is compared and copied as a number: moved to a vector register
; first, it could be wrong in value and replica.
; CHECK-LABEL: @small_vector(
; CHECK: [[HOT:%[0-9]+]] = load i32, ptr %p
; CHECK: [[BOTH:%[0-9]+]] = phi i32 [ [[HOT]],
; CHECK: [[COPY:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 [[BOTH]])
; CHECK-DAG: bitcast i32 [[BOTH]] to <4 x i8>
; CHECK-DAG: bitcast i32 [[COPY]] to <4 x i8>
define void @small_vector(ptr %p, ptr %q) {
  %value = load <4 x i8>, ptr %p
  call void @external()
  %double = add <4 x i8> %value, %value
  fence seq_cst
  store <4 x i8> %double, ptr %q
  ret void
}

; The address is the next round's, too: the load may use the register that holds
; that, so cold code compares it, not only what it is computed from.
; CHECK-LABEL: @kept_address(
; CHECK: tandem.race{{[0-9]*}}:
; CHECK-DAG: icmp ne ptr %next, %next.r
; CHECK: br i1
define ptr @kept_address(ptr %p) {
  %next = getelementptr i8, ptr %p, i64 1
  %value = load i64, ptr %next
  call void @external()
  %at = getelementptr i8, ptr %next, i64 %value
  store i8 1, ptr %at
  ret ptr %next
}
