; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Values in floating point whose bits differ are equal when both are NaN: which
; of two NaNs a sum has depends on the order of the operands. That is found out
; in a cold place, for each element; values of other types have none.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @scalar(
; CHECK: [[XRS:%[0-9]+]] = call { double, double } asm sideeffect "# replica 1", "=x,=x,0,1"(double [[XRI:%[0-9]+]], double [[XRI]])
; CHECK-NEXT: %x = extractvalue { double, double } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { double, double } [[XRS]], 1
; CHECK: [[X:%[0-9]+]] = call double asm sideeffect "# checked", "=x,0"(double %x)
; CHECK: icmp ne i64
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %[[NAN:tandem.nan[0-9]*]], label %[[ON:[0-9]+]], !prof
; CHECK: [[ON]]:
; CHECK-NEXT: ret double [[X]]
; CHECK: [[NAN]]:
; CHECK-DAG: fcmp uno double [[X]], [[X]]
; CHECK-DAG: fcmp uno double [[XR]], [[XR]]
; CHECK: [[BOTH:%[0-9]+]] = and i1
; CHECK: [[NOT:%[0-9]+]] = xor i1 [[BOTH]], true
; CHECK-NEXT: [[FAULT:%[0-9]+]] = and i1 %{{[0-9]+}}, [[NOT]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected, label %[[ON]]
; CHECK-NOT: fcmp
define double @scalar(double %x) {
  ret double %x
}

; CHECK-LABEL: @vector(
; CHECK: [[XRS:%[0-9]+]] = call { <4 x float>, <4 x float> } asm sideeffect "# replica 1", "=x,=x,0,1"(<4 x float> [[XRI:%[0-9]+]], <4 x float> [[XRI]])
; CHECK-NEXT: %x = extractvalue { <4 x float>, <4 x float> } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { <4 x float>, <4 x float> } [[XRS]], 1
; CHECK: [[X:%[0-9]+]] = call <4 x float> asm sideeffect "# checked", "=x,0"(<4 x float> %x)
; CHECK: tandem.nan{{[0-9]*}}:
; CHECK-DAG: fcmp uno <4 x float> [[X]], [[X]]
; CHECK-DAG: fcmp uno <4 x float> [[XR]], [[XR]]
; CHECK: [[BOTH:%[0-9]+]] = and <4 x i1>
; CHECK: [[BITS:%[0-9]+]] = icmp ne <4 x i32>
; CHECK: [[NOT:%[0-9]+]] = xor <4 x i1> [[BOTH]], <i1 true, i1 true, i1 true, i1 true>
; CHECK: [[FAULT:%[0-9]+]] = and <4 x i1> [[BITS]], [[NOT]]
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %
define <4 x float> @vector(<4 x float> %x) {
  ret <4 x float> %x
}

; CHECK-LABEL: @pair(
; CHECK: br i1 %{{[0-9]+}}, label %[[NAN:tandem.nan[0-9]*]], label %{{[0-9]+}}, !prof
; CHECK: [[NAN]]:
; CHECK-COUNT-4: fcmp uno double
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %
define { double, double } @pair({ double, double } %x) {
  ret { double, double } %x
}

; An element that is no number must be equal whatever the others are.
; CHECK-LABEL: @array(
; CHECK: br i1 %{{[0-9]+}}, label %[[NAN:tandem.nan[0-9]*]], label %{{[0-9]+}}, !prof
; CHECK: [[NAN]]:
; CHECK-COUNT-4: fcmp uno double
; CHECK: icmp ne i64 %{{[0-9]+}}, %{{[0-9]+}}
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %
define { [2 x double], i64 } @array({ [2 x double], i64 } %x) {
  ret { [2 x double], i64 } %x
}

; CHECK-LABEL: @integer(
; CHECK-NOT: tandem.nan
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK-NOT: tandem.nan
; CHECK: unreachable
define i64 @integer(i64 %x) {
  ret i64 %x
}

; A second run finds out what NaNs are: it needs no place for them, only inputs
; that are NaNs must count as equal.
; CHECK-LABEL: @second_run(
; CHECK-NOT: tandem.nan
; CHECK: tandem.unequal:
; CHECK: fcmp uno <2 x double> %x, %x
; CHECK-NOT: tandem.nan
define void @second_run(ptr %p, ptr %to, <2 x double> %x) {
  %loaded = load <2 x double>, ptr %p
  %sum = fadd <2 x double> %loaded, %x
  store <2 x double> %sum, ptr %to
  ret void
}
