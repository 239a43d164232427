; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Loads of memory that no other thread can write are neither compared nor done
; again: an alloca whose address does not escape, and constants. Those of other
; memory are: where a check uses them, by that check.
;
; RUN: %opt_tandem %s | FileCheck %s

@constant = constant [4 x i32] [i32 1, i32 2, i32 3, i32 4]
@variable = global [4 x i32] zeroinitializer
declare void @escape(ptr)

; CHECK-LABEL: @of_alloca(
; CHECK-NOT: tandem.{{race|unequal}}
; CHECK: %value.r = load
; CHECK-NOT: tandem.{{race|unequal}}
; CHECK: unreachable
define i32 @of_alloca(i32 %x, i64 %i) {
  %array = alloca [4 x i32]
  %at = getelementptr [4 x i32], ptr %array, i64 0, i64 %i
  store i32 %x, ptr %at
  %value = load i32, ptr %at
  ret i32 %value
}

; CHECK-LABEL: @of_escaped_alloca(
; CHECK: %value.r = load
; CHECK: br i1 %{{[0-9]+}}, label %tandem.unequal,
; CHECK: tandem.unequal:
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected,
define i32 @of_escaped_alloca(i64 %i) {
  %array = alloca [4 x i32]
  call void @escape(ptr %array)
  %at = getelementptr [4 x i32], ptr %array, i64 0, i64 %i
  %value = load i32, ptr %at
  ret i32 %value
}

; CHECK-LABEL: @of_constant(
; CHECK-NOT: tandem.{{race|unequal}}
; CHECK: %value.r = load
; CHECK-NOT: tandem.{{race|unequal}}
; CHECK: unreachable
define i32 @of_constant(i64 %i) {
  %at = getelementptr [4 x i32], ptr @constant, i64 0, i64 %i
  %value = load i32, ptr %at
  ret i32 %value
}

; CHECK-LABEL: @of_variable(
; CHECK: %value.r = load
; CHECK: br i1 %{{[0-9]+}}, label %tandem.unequal,
; CHECK: tandem.unequal:
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected,
define i32 @of_variable(i64 %i) {
  %at = getelementptr [4 x i32], ptr @variable, i64 0, i64 %i
  %value = load i32, ptr %at
  ret i32 %value
}
