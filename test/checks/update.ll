; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A store of an integer to an address of two variable parts that the segment
; loaded from is loaded back through the replica of the address: what is there
; must be the replica of the value. Other stores are compared in front.
;
; RUN: %opt_tandem %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: grep -c 'tandem.back = load' %t.ll | grep -x 1
; RUN: %opt -passes='tandem<recovery=none;races=assume-none>' -S %s \
; RUN:   | grep -c 'tandem.back = load' | grep -x 3

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @external()

; CHECK-LABEL: @element(
; CHECK-DAG: [[IRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[IRI:%[0-9]+]], i64 [[IRI]])
; CHECK-DAG: %i = extractvalue { i64, i64 } [[IRS]], 0
; CHECK-DAG: [[IR:%i.r[0-9]*]] = extractvalue { i64, i64 } [[IRS]], 1
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: [[VALUE:%[0-9]+]] = phi i32 [ %value,
; CHECK: %next = add i32 [[VALUE]], 1
; CHECK-NEXT: %next.r = add i32
; CHECK-NOT: "# checked"
; CHECK: store i32 %next, ptr
; CHECK-NEXT: [[ATR:%[0-9]+]] = getelementptr i32, ptr [[PR]], i64 [[IR]]
; CHECK-NEXT: %tandem.back = load i32, ptr [[ATR]],
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 %tandem.back, %next.r
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.race
; CHECK-NOT: store
; CHECK: ret void
define void @element(ptr %p, i64 %i) {
  %at = getelementptr i32, ptr %p, i64 %i
  %value = load i32, ptr %at
  %next = add i32 %value, 1
  store i32 %next, ptr %at
  ret void
}

; One comparison of a register is cheaper than a load.
; CHECK-LABEL: @pointer(
; CHECK-NOT: tandem.back
; CHECK: call i32 asm sideeffect "# checked", "=r,0"(i32 %next)
; CHECK: store i32 %{{[0-9]+}}, ptr
define void @pointer(ptr %p) {
  %value = load i32, ptr %p
  %next = add i32 %value, 1
  store i32 %next, ptr %p
  ret void
}

; CHECK-LABEL: @floating(
; CHECK-NOT: tandem.back
; CHECK: call double asm sideeffect "# checked", "=x,0"(double %next)
; CHECK: store double %{{[0-9]+}}, ptr
define void @floating(ptr %p, i64 %i) {
  %at = getelementptr double, ptr %p, i64 %i
  %value = load double, ptr %at
  %next = fadd double %value, %value
  store double %next, ptr %at
  ret void
}

; The load lies in front of another sync point.
; CHECK-LABEL: @elsewhere(
; CHECK-NOT: tandem.back
; CHECK: call void @external()
; CHECK-NOT: tandem.back
; CHECK: call i32 asm "# checked", "=r,0"(i32 %next)
; CHECK: store i32 %{{[0-9]+}}, ptr
; CHECK-NOT: tandem.back
; CHECK: unreachable
define void @elsewhere(ptr %p, i64 %i) {
  %at = getelementptr i32, ptr %p, i64 %i
  %value = load i32, ptr %at
  call void @external()
  %next = add i32 %value, 1
  store i32 %next, ptr %at
  ret void
}
