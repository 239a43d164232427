; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A store is done once and loaded back through the replica of its address; what
; is there must be the replica of the value.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt_tandem %s | grep -c ' store ' | grep -x 4

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@variable = global i64 0

; CHECK-LABEL: @through_pointer(
; CHECK-DAG: [[XR:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 %x)
; CHECK-DAG: [[PR:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr %p)
; CHECK: store i32 %x, ptr %{{.*}}, align 4
; CHECK-NEXT: %tandem.back = load i32, ptr [[PR]], align 4
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 %tandem.back, [[XR]]
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.race, label %{{[0-9]+}}, !prof
; CHECK-NOT: store
; CHECK: ret void
define void @through_pointer(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  ret void
}

; CHECK-LABEL: @floating(
; CHECK: store double %x, ptr %
; CHECK-NEXT: %tandem.back = load i64, ptr
; CHECK-NOT: fcmp
; CHECK: icmp ne i64 %tandem.back
define void @floating(ptr %p, double %x) {
  store double %x, ptr %p
  ret void
}

; A constant address has no replica: the load is volatile, so that it is done.
; CHECK-LABEL: @to_variable(
; CHECK: store i64 %x, ptr @variable
; CHECK-NEXT: %tandem.back = load volatile i64, ptr @variable
define void @to_variable(i64 %x) {
  store i64 %x, ptr @variable
  ret void
}

; CHECK-LABEL: @of_constant(
; CHECK: store i32 9, ptr %
; CHECK-NEXT: %tandem.back = load i32, ptr %{{[0-9]+}},
; CHECK-NEXT: icmp ne i32 %tandem.back, 9
define void @of_constant(ptr %p) {
  store i32 9, ptr %p
  ret void
}
