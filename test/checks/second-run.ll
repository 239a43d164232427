; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A load whose value only flows into what the next sync point compares has no
; comparison of its own: when what was loaded differs there while all it was
; computed from equals its replica, the segment runs again, in cold code that
; loads once and leads on. A load that goes elsewhere, or feeds an address, a
; division or a switch, is compared itself.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @external()

; CHECK-LABEL: @branch(
; CHECK-DAG: [[XRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[XRI:%[0-9]+]], i32 [[XRI]])
; CHECK-DAG: %x = extractvalue { i32, i32 } [[XRS]], 0
; CHECK-DAG: [[XR:%x.r[0-9]*]] = extractvalue { i32, i32 } [[XRS]], 1
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: %value = load i32, ptr %p
; CHECK-NEXT: %value.r = load i32, ptr [[PR]]
; CHECK-NEXT: %less = icmp slt i32 %value, %x
; CHECK-NEXT: %less.r = icmp slt i32 %value.r, [[XR]]
; CHECK-NEXT: br i1 %less, label %tandem.edge
; CHECK-DAG: br i1 %less.r, label %yes, label %tandem.unequal, !prof
; CHECK-DAG: br i1 %less.r, label %tandem.unequal, label %no, !prof
; CHECK: tandem.unequal:
; CHECK-DAG: [[P:%[0-9]+]] = icmp ne ptr %p, [[PR]]
; CHECK-DAG: [[X:%[0-9]+]] = icmp ne i32 %x, [[XR]]
; CHECK: [[FAULT:%[0-9]+]] = or i1 [[P]], [[X]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[AGAIN:tandem.again[0-9]*]]
; CHECK: [[AGAIN]]:
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: [[ONCE:%[0-9]+]] = load i32, ptr [[PR]]
; CHECK-NEXT: [[LESS:%[0-9]+]] = icmp slt i32 [[ONCE]], %x
; CHECK-NEXT: br i1 [[LESS]], label %yes, label %no
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
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK-DAG: [[QRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[QRI:%[0-9]+]], ptr [[QRI]])
; CHECK-DAG: %q = extractvalue { ptr, ptr } [[QRS]], 0
; CHECK-DAG: [[QR:%q.r[0-9]*]] = extractvalue { ptr, ptr } [[QRS]], 1
; CHECK: %value = load i32, ptr %p
; CHECK-NEXT: %value.r = load i32, ptr [[PR]]
; CHECK-NEXT: %odd = and
; CHECK-NEXT: %odd.r = and
; CHECK: icmp ne ptr %{{[0-9]+}}, [[QR]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.detected,
; CHECK: [[COPY:%[0-9]+]] = call i32 asm sideeffect "# checked", "=r,0"(i32 %odd)
; CHECK-NEXT: icmp ne i32 [[COPY]], %odd.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.unequal,
; CHECK: [[STORED:%[0-9]+]] = phi i32
; CHECK-DAG: [ [[COPY]], %
; CHECK-DAG: [ [[ODD:%[0-9]+]], %[[AGAIN:tandem.again[0-9]*]] ]
; CHECK: store i32 [[STORED]]
; CHECK: tandem.unequal:
; CHECK: icmp ne ptr %p, [[PR]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.detected, label %[[AGAIN]]
; CHECK: [[AGAIN]]:
; CHECK: [[ONCE:%[0-9]+]] = load i32, ptr [[PR]]
; CHECK-NEXT: [[ODD]] = and i32 [[ONCE]], 1
; CHECK-NEXT: br label
; CHECK-NOT: tandem.race
; CHECK-LABEL: @escapes(
define void @store(ptr %p, ptr %q) {
  %value = load i32, ptr %p
  %odd = and i32 %value, 1
  store i32 %odd, ptr %q
  ret void
}

; CHECK: icmp ne i32 %value, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK-NOT: tandem.unequal
; CHECK: unreachable
define i32 @escapes(ptr %p) {
  %value = load i32, ptr %p
  call void @external()
  ret i32 %value
}

; The pointer is compared before it is used; what it points to, at the return.
; CHECK-LABEL: @address(
; CHECK: icmp ne ptr %next, %next.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK: [[NEXT:%[0-9]+]] = phi ptr [ %next,
; CHECK: %value = load i32, ptr [[NEXT]]
; CHECK: icmp ne i32 %{{[0-9]+}}, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.unequal,
; CHECK: tandem.unequal:
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %tandem.again
define i32 @address(ptr %p) {
  %next = load ptr, ptr %p
  %value = load i32, ptr %next
  ret i32 %value
}

; CHECK-LABEL: @division(
; CHECK: icmp ne i32 %value, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK: [[DIVISOR:%[0-9]+]] = phi i32 [ %value,
; CHECK: sdiv i32 %x, [[DIVISOR]]
; CHECK-NOT: tandem.unequal
; CHECK: unreachable
define i32 @division(ptr %p, i32 %x) {
  %value = load i32, ptr %p
  %quotient = sdiv i32 %x, %value
  ret i32 %quotient
}

; A store ends the segment in front: it is not done again.
; CHECK-LABEL: @behind_a_store(
; CHECK: store i32
; CHECK: %value = load i32, ptr %from
; CHECK: tandem.unequal:
; CHECK-NOT: store
; CHECK: load i32
; CHECK-NEXT: br label
define i32 @behind_a_store(ptr %p, ptr %from, i32 %x) {
  store i32 %x, ptr %p
  %value = load i32, ptr %from
  ret i32 %value
}

; CHECK-LABEL: @switched(
; CHECK: icmp ne i32 %value, %value.r
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.race,
; CHECK-NOT: tandem.unequal
; CHECK: unreachable
define void @switched(ptr %p) {
  %value = load i32, ptr %p
  switch i32 %value, label %other [
    i32 1, label %one
    i32 2, label %two
  ]
one:
  call void @external()
  ret void
two:
  ret void
other:
  ret void
}
