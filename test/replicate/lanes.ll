; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A scalar division or square root and its replica are one operation on two
; lanes; what can be pipelined, vectors, and other processors' stay apart.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt_tandem %s | llc -O2 -o - | FileCheck %s --check-prefix=ASM
; RUN: sed s/x86_64-pc/aarch64-unknown/ %s | %opt_tandem - \
; RUN:   | FileCheck %s --check-prefix=OTHER

target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @root(
; CHECK: [[XR:%[0-9]+]] = call double asm "# replica 1", "=x,0"(double %x)
; CHECK: [[L:%[0-9]+]] = insertelement <2 x double> poison, double %x, i64 0
; CHECK: [[LR:%[0-9]+]] = insertelement <2 x double> [[L]], double [[XR]], i64 1
; CHECK: [[B:%[0-9]+]] = call <2 x double> @llvm.sqrt.v2f64(<2 x double> [[LR]])
; CHECK: %y = extractelement <2 x double> [[B]], i64 0
; CHECK: extractelement <2 x double> [[B]], i64 1
; CHECK-NOT: call double @llvm.sqrt
; CHECK: unreachable
; ASM-LABEL: root:
; ASM: sqrtpd
; ASM-NOT: sqrtsd
; ASM: cmpq
; ASM-LABEL: quotient:
; ASM: divps
; ASM-NOT: divss
; ASM-LABEL: product:
; OTHER-LABEL: @root(
; OTHER: call double @llvm.sqrt.f64
; OTHER: call double @llvm.sqrt.f64
define double @root(double %x) {
  %y = call double @llvm.sqrt.f64(double %x)
  ret double %y
}

; No lane holds what could raise an exception of its own.
; CHECK-LABEL: @quotient(
; CHECK-COUNT-2: shufflevector <2 x float> {{.*}} <i32 0, i32 1, i32 0, i32 1>
; CHECK: fdiv <4 x float>
; CHECK-NOT: fdiv float
; CHECK: unreachable
define float @quotient(float %x, float %y) {
  %q = fdiv float %x, %y
  ret float %q
}

; CHECK-LABEL: @product(
; CHECK: %p = fmul double
; CHECK-NEXT: %p.r = fmul double
; CHECK-NOT: insertelement
; CHECK: unreachable
define double @product(double %x, double %y) {
  %p = fmul double %x, %y
  ret double %p
}

declare double @llvm.sqrt.f64(double)
