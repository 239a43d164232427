; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A store is done once, of copies that were compared with the replicas of its
; value and address before; nothing is loaded back.
;
; RUN: %opt_tandem %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: grep -c ' store ' %t.ll | grep -x 5
; RUN: not grep ' load ' %t.ll

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@variable = global i64 0

; CHECK-LABEL: @through_pointer(
; CHECK-DAG: [[XRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[XRI:%[0-9]+]], i32 [[XRI]])
; CHECK-DAG: %x = extractvalue { i32, i32 } [[XRS]], 0
; CHECK-DAG: [[XR:%x.r[0-9]*]] = extractvalue { i32, i32 } [[XRS]], 1
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: [[X:%[0-9]+]] = call i32 asm sideeffect "# checked", "=r,0"(i32 %x)
; CHECK-NEXT: [[DX:%[0-9]+]] = icmp ne i32 [[X]], [[XR]]
; CHECK-NEXT: br i1 [[DX]], label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: [[DP:%[0-9]+]] = icmp ne ptr [[P]], [[PR]]
; CHECK-NEXT: br i1 [[DP]], label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK: store i32 [[X]], ptr [[P]], align 4
; CHECK-NOT: icmp
; CHECK: ret void
define void @through_pointer(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  ret void
}

; CHECK-LABEL: @floating(
; CHECK: [[X:%[0-9]+]] = call double asm sideeffect "# checked", "=x,0"(double %x)
; CHECK-NEXT: [[BITS:%[0-9]+]] = bitcast double [[X]] to i64
; CHECK: icmp ne i64 [[BITS]], %{{[0-9]+}}
; CHECK: store double [[X]], ptr %
define void @floating(ptr %p, double %x) {
  store double %x, ptr %p
  ret void
}

; A constant address needs no check: the store holds it.
; CHECK-LABEL: @to_variable(
; CHECK: [[X:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 %x)
; CHECK-NOT: ptr asm
; CHECK: store i64 [[X]], ptr @variable
define void @to_variable(i64 %x) {
  store i64 %x, ptr @variable
  ret void
}

; Nor does a constant that the store holds ...
; CHECK-LABEL: @of_constant(
; CHECK-NOT: i32 asm
; CHECK: store i32 9, ptr %
define void @of_constant(ptr %p) {
  store i32 9, ptr %p
  ret void
}

; ... but one that needs a register does.
; CHECK-LABEL: @of_long_constant(
; CHECK: [[C:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 81985529216486895)
; CHECK: icmp ne i64 [[C]], %{{[0-9]+}}
; CHECK: store i64 [[C]], ptr %
define void @of_long_constant(ptr %p) {
  store i64 81985529216486895, ptr %p
  ret void
}
