; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What looks at the bits of a NaN that arithmetic made of two others is done
; once: replicas of its result could differ where those of the operand count as
; equal. Bits of what was loaded or passed are the same in both, and so are those
; of a number times a constant.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 | FileCheck %s

declare double @llvm.copysign.f64(double, double)
declare double @llvm.fabs.f64(double)
declare i1 @llvm.is.fpclass.f64(double, i32)

; CHECK-LABEL: scope of cast:
; CHECK: once {{.*}}%bits = bitcast
define i64 @cast(double %a, double %b) {
  %sum = fadd double %a, %b
  %size = call double @llvm.fabs.f64(double %sum)
  %bits = bitcast double %size to i64
  ret i64 %bits
}

; CHECK-LABEL: scope of vector:
; CHECK: once {{.*}}%bits = bitcast
define <2 x i64> @vector(<2 x double> %a, <2 x double> %b, i1 %c) {
  %product = fmul <2 x double> %a, %b
  %one = select i1 %c, <2 x double> %product, <2 x double> %a
  %bits = bitcast <2 x double> %one to <2 x i64>
  ret <2 x i64> %bits
}

; CHECK-LABEL: scope of sign:
; CHECK: once {{.*}}%two = call
; CHECK: replicate {{.*}}%other = call
define double @sign(double %a, double %b) {
  %sum = fadd double %a, %b
  %two = call double @llvm.copysign.f64(double 2.0, double %sum)
  %other = call double @llvm.copysign.f64(double %sum, double %a)
  %both = fmul double %two, %other
  ret double %both
}

; CHECK-LABEL: scope of class:
; CHECK: once {{.*}}%class = call
define i1 @class(double %a, double %b) {
  %sum = fadd double %a, %b
  %class = call i1 @llvm.is.fpclass.f64(double %sum, i32 1)
  ret i1 %class
}

; CHECK-LABEL: scope of same:
; CHECK-NOT: once
define i64 @same(double %a, ptr %p, i32 %n) {
  %first = bitcast double %a to i64
  %loaded = load double, ptr %p
  %second = bitcast double %loaded to i64
  %count = sitofp i32 %n to double
  %sum = fadd double %a, %count
  %twice = fmul double %sum, 2.0
  %third = bitcast double %twice to i64
  %some = or i64 %first, %second
  %all = or i64 %some, %third
  ret i64 %all
}
