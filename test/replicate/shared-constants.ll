; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A constant that lies in a register before it is used is copied for the replica,
; which would use the same register otherwise: numbers in floating point,
; integers of more than 32 bits, and addresses in position-independent code. One
; that the instruction holds is not. Numbers are read from another place.
;
; RUN: %opt_tandem %s | FileCheck %s --check-prefixes=CHECK,PIC
; RUN: grep -v '"PI[CE] Level"' %s | sed 's/^!llvm.module.flags.*//' \
; RUN:   | %opt_tandem | FileCheck %s --check-prefixes=CHECK,STATIC

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@table = global [16 x i32] zeroinitializer

; CHECK-LABEL: @number(
; CHECK: [[C:%[0-9]+]] = load volatile double, ptr @tandem.constant
; CHECK: %product = fmul double %x, 3.000000e+00
; CHECK-NEXT: %product.r = fmul double %x.r, [[C]]
; CHECK-NOT: .r = {{.*}} 3.000000e+00
; CHECK: ret double
define double @number(double %x) {
  %product = fmul double %x, 3.0
  ret double %product
}

; CHECK-LABEL: @wide(
; CHECK: [[XRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[XRI:%[0-9]+]], i64 [[XRI]])
; CHECK-NEXT: %x = extractvalue { i64, i64 } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { i64, i64 } [[XRS]], 1
; CHECK: call i64 asm "# replica 1", "=r,0"(i64 {{-?[0-9]+}})
; CHECK: %mixed = xor i64 %x, 81985529216486895
; CHECK-NEXT: %mixed.r = xor i64 [[XR]], %{{[0-9]+}}
; CHECK: ret i64
define i64 @wide(i64 %x) {
  %mixed = xor i64 %x, 81985529216486895
  ret i64 %mixed
}

; CHECK-LABEL: @narrow(
; CHECK: [[XRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[XRI:%[0-9]+]], i64 [[XRI]])
; CHECK-NEXT: %x = extractvalue { i64, i64 } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { i64, i64 } [[XRS]], 1
; CHECK-NOT: "# replica 1"
; CHECK: %mixed.r = xor i64 [[XR]], 305419896
; CHECK-NOT: "# replica 1"
; CHECK: ret i64
define i64 @narrow(i64 %x) {
  %mixed = xor i64 %x, 305419896
  ret i64 %mixed
}

; CHECK-LABEL: @address(
; PIC: call ptr asm "# replica 1", "=r,0"(ptr {{.*}}@table
; PIC: %at.r = getelementptr i32, ptr %{{[0-9]+}}, i64 %
; STATIC-NOT: ptr asm "# replica 1"
; STATIC: %at.r = getelementptr i32, ptr @table, i64 %
; STATIC-NOT: ptr asm "# replica 1"
; CHECK: ret i32
define i32 @address(i64 %i) {
  %at = getelementptr i32, ptr @table, i64 %i
  %value = load i32, ptr %at
  ret i32 %value
}

!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}
