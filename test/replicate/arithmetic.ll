; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Computation is repeated on the replicas of its operands, never on the
; originals.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @chain(
; CHECK-DAG: [[YRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[YRI:%[0-9]+]], i32 [[YRI]])
; CHECK-DAG: %y = extractvalue { i32, i32 } [[YRS]], 0
; CHECK-DAG: [[YR:%y.r[0-9]*]] = extractvalue { i32, i32 } [[YRS]], 1
; CHECK-DAG: [[XRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[XRI:%[0-9]+]], i32 [[XRI]])
; CHECK-DAG: %x = extractvalue { i32, i32 } [[XRS]], 0
; CHECK-DAG: [[XR:%x.r[0-9]*]] = extractvalue { i32, i32 } [[XRS]], 1
; CHECK: %sum = add i32 %x, %y
; CHECK-NEXT: %sum.r = add i32 [[XR]], [[YR]]
; CHECK: %half = lshr i32 %sum, 1
; CHECK-NEXT: %half.r = lshr i32 %sum.r, 1
; CHECK: %less = icmp ult i32 %half, %y
; CHECK-NEXT: %less.r = icmp ult i32 %half.r, [[YR]]
; CHECK: %result = select i1 %less, i32 %half, i32 %x
; CHECK-NEXT: %result.r = select i1 %less.r, i32 %half.r, i32 [[XR]]
; CHECK-NOT: .r = {{.*}}%{{(sum|half|less|x|y)[ ,]}}
; CHECK: ret i32
define i32 @chain(i32 %x, i32 %y) {
  %sum = add i32 %x, %y
  %half = lshr i32 %sum, 1
  %less = icmp ult i32 %half, %y
  %result = select i1 %less, i32 %half, i32 %x
  ret i32 %result
}

; CHECK-LABEL: @address(
; CHECK-DAG: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-DAG: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-DAG: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK-DAG: [[IRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[IRI:%[0-9]+]], i64 [[IRI]])
; CHECK-DAG: %i = extractvalue { i64, i64 } [[IRS]], 0
; CHECK-DAG: [[IR:%i.r[0-9]*]] = extractvalue { i64, i64 } [[IRS]], 1
; CHECK: %at.r = getelementptr double, ptr [[PR]], i64 [[IR]]
; CHECK-NEXT: %value = load double, ptr %at,
; CHECK-NEXT: %value.r = load double, ptr %at.r,
; CHECK-NEXT: %root = call double @llvm.fabs.f64(double %value)
; CHECK-NEXT: %root.r = call double @llvm.fabs.f64(double %value.r)
; CHECK: ret double
define double @address(ptr %p, i64 %i) {
  %at = getelementptr double, ptr %p, i64 %i
  %value = load double, ptr %at
  %root = call double @llvm.fabs.f64(double %value)
  ret double %root
}

declare double @llvm.fabs.f64(double)
