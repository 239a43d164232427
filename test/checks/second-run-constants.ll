; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What is wrong may be a constant that hot code keeps in a register. The second
; run of a segment gets such constants anew. Of a load from a table whose address
; lies in a register, whole addresses are compared, that of the table with them.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@table = global [256 x i32] zeroinitializer

declare void @external()

; CHECK-LABEL: @number(
; CHECK: fadd double %value, 1.5
; CHECK: tandem.again:
; CHECK-NEXT: call void asm sideeffect "", "~{memory}"()
; CHECK-NEXT: [[ONCE:%[0-9]+]] = load double
; CHECK-NEXT: [[NUMBER:%[0-9]+]] = load volatile double, ptr @tandem.constant
; CHECK-NEXT: fadd double [[ONCE]], [[NUMBER]]
define void @number(ptr %p, ptr %q) {
  %value = load double, ptr %p
  %sum = fadd double %value, 1.5
  store double %sum, ptr %q
  ret void
}

; CHECK-LABEL: @wide(
; CHECK: tandem.again:
; CHECK: [[ONCE:%[0-9]+]] = load i64
; CHECK: [[HIDDEN:%[0-9]+]] = call i64 asm
; CHECK: xor i64 [[ONCE]], %
define void @wide(ptr %p, ptr %q) {
  %value = load i64, ptr %p
  %mixed = xor i64 %value, 81985529216486895
  store i64 %mixed, ptr %q
  ret void
}

; CHECK-LABEL: @in_table(
; CHECK: [[IRS:%[0-9]+]] = call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[IRI:%[0-9]+]], i64 [[IRI]])
; CHECK-NEXT: %i = extractvalue { i64, i64 } [[IRS]], 0
; CHECK-NEXT: [[IR:%i.r[0-9]*]] = extractvalue { i64, i64 } [[IRS]], 1
; CHECK: [[TABLE:%[0-9]+]] = call ptr asm "# replica 1"
; CHECK: tandem.race:
; CHECK: [[AT:%[0-9]+]] = getelementptr i32, ptr @table, i64 %i
; CHECK: [[BASE:%[0-9]+]] = getelementptr i8, ptr [[TABLE]], i64 -64
; CHECK: [[ATR:%[0-9]+]] = getelementptr i32, ptr [[BASE]], i64 [[IR]]
; CHECK: [[FAULT:%[0-9]+]] = icmp ne ptr [[AT]], [[ATR]]
; CHECK-NEXT: br i1 [[FAULT]], label %tandem.detected
define i32 @in_table(i64 %i) {
  %at = getelementptr i32, ptr @table, i64 %i
  %value = load i32, ptr %at
  call void @external()
  ret i32 %value
}

; CHECK-LABEL: @immediate(
; CHECK: tandem.unequal:
; CHECK: [[ONCE:%[0-9]+]] = load i32
; CHECK-NEXT: add i32 [[ONCE]], 15
define i32 @immediate(ptr %p, ptr %q) {
  %value = load i32, ptr %p
  %sum = add i32 %value, 15
  store i32 %sum, ptr %q
  %other = load i32, ptr %p
  call void @external()
  ret i32 %other
}

; Part of a sum of products does not depend on what was loaded. The back end would
; take the product from the hot code, were its operands the same.
; CHECK-LABEL: @product(
; CHECK: @llvm.fmuladd.f64(double %x, double %x, double %value)
; CHECK: tandem.again:
; CHECK: [[ONCE:%[0-9]+]] = load double
; CHECK-NEXT: [[X:%[0-9]+]] = call double asm "# replica 2", "=x,0"(double %x)
; CHECK-NEXT: [[Y:%[0-9]+]] = call double asm "# replica 2", "=x,0"(double %x)
; CHECK-NEXT: call double @llvm.fmuladd.f64(double [[X]], double [[Y]], double [[ONCE]])
define void @product(ptr %p, ptr %q, double %x) {
  %value = load double, ptr %p
  %sum = call double @llvm.fmuladd.f64(double %x, double %x, double %value)
  store double %sum, ptr %q
  ret void
}

declare double @llvm.fmuladd.f64(double, double, double)

!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}
