; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A load whose value only flows into what the next sync point compares has no
; comparison of its own: when what was loaded differs there while all it was
; computed from equals its replica, the segment runs again from the load. A load
; that goes elsewhere, or feeds an address or a division, is compared itself.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @external()

; CHECK-LABEL: @branch(
; CHECK-DAG: [[XR:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 %x)
; CHECK-DAG: [[PR:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr %p)
; CHECK: br label %[[HEAD:[0-9]+]]
; CHECK: [[HEAD]]:
; CHECK-NEXT: %value = load i32, ptr %p
; CHECK-NEXT: %value.r = load i32, ptr [[PR]]
; CHECK-NEXT: %less = icmp slt i32 %value, %x
; CHECK-NEXT: %less.r = icmp slt i32 %value.r, [[XR]]
; CHECK-NEXT: br i1 %less, label %tandem.edge
; CHECK-DAG: br i1 %less.r, label %yes, label %tandem.retry, !prof
; CHECK-DAG: br i1 %less.r, label %tandem.retry, label %no, !prof
; CHECK: tandem.retry:
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-DAG: [[P:%[0-9]+]] = icmp ne ptr %p, [[PR]]
; CHECK-DAG: [[X:%[0-9]+]] = icmp ne i32 %x, [[XR]]
; CHECK: [[FAULT:%[0-9]+]] = or i1 [[P]], [[X]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[HEAD]]
; CHECK-NOT: tandem.race
; CHECK: unreachable
define void @branch(ptr %p, i32 %x) {
  %value = load i32, ptr %p
  %less = icmp slt i32 %value, %x
  br i1 %less, label %yes, label %no
yes:
  call void @external()
  ret void
no:
  ret void
}

; The address that is stored to was not loaded: that it differs is no race.
; CHECK-LABEL: @store(
; CHECK-DAG: [[PR:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr %p)
; CHECK-DAG: [[QR:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr %q)
; CHECK: br label %[[HEAD:[0-9]+]]
; CHECK: [[HEAD]]:
; CHECK-NEXT: %value = load i32, ptr %p
; CHECK-NEXT: %value.r = load i32, ptr [[PR]]
; CHECK-NEXT: %odd = and
; CHECK-NEXT: %odd.r = and
; CHECK: icmp ne i32 %{{[0-9]+}}, %odd.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.retry,
; CHECK: icmp ne ptr %{{[0-9]+}}, [[QR]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.detected,
; CHECK: store i32
; CHECK: tandem.retry:
; CHECK: icmp ne ptr %p, [[PR]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.detected, label %[[HEAD]]
; CHECK-NOT: tandem.race
; CHECK: unreachable
define void @store(ptr %p, ptr %q) {
  %value = load i32, ptr %p
  %odd = and i32 %value, 1
  store i32 %odd, ptr %q
  ret void
}

; CHECK-LABEL: @escapes(
; CHECK: icmp ne i32 %{{[0-9]+}}, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK-NOT: tandem.retry
; CHECK: unreachable
define i32 @escapes(ptr %p) {
  %value = load i32, ptr %p
  call void @external()
  ret i32 %value
}

; The pointer is compared before it is used; what it points to, at the return.
; CHECK-LABEL: @address(
; CHECK: %next = load ptr
; CHECK: icmp ne ptr %{{[0-9]+}}, %next.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK: br label %[[HEAD:[0-9]+]]
; CHECK: [[HEAD]]:
; CHECK-NEXT: %value = load i32, ptr %next
; CHECK: icmp ne i32 %{{[0-9]+}}, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.retry,
; CHECK: tandem.retry:
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %[[HEAD]]
define i32 @address(ptr %p) {
  %next = load ptr, ptr %p
  %value = load i32, ptr %next
  ret i32 %value
}

; CHECK-LABEL: @division(
; CHECK: icmp ne i32 %{{[0-9]+}}, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK: sdiv i32 %x, %value
; CHECK-NOT: tandem.retry
; CHECK: unreachable
define i32 @division(ptr %p, i32 %x) {
  %value = load i32, ptr %p
  %quotient = sdiv i32 %x, %value
  ret i32 %quotient
}

; A store ends the segment in front: it is not done again.
; CHECK-LABEL: @behind_a_store(
; CHECK: store i32
; CHECK: br label %[[HEAD:[0-9]+]]
; CHECK: [[HEAD]]:
; CHECK-NEXT: %value = load i32, ptr %from
; CHECK: tandem.retry:
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %[[HEAD]]
define i32 @behind_a_store(ptr %p, ptr %from, i32 %x) {
  store i32 %x, ptr %p
  %value = load i32, ptr %from
  ret i32 %value
}
