; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A vector is widened to a register and copied opaquely, an aggregate is copied
; element by element; both are compared bit for bit (but NaNs are equal). The
; back end accepts each.
;
; RUN: %opt_tandem %s > %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: llc -O2 -filetype=obj %t.ll -o %t.o
; RUN: grep -c 'call void @__tandem_detected' %t.ll | grep -x 4
; RUN: not grep -E 'fcmp (o|une|ueq|ugt|uge|ult|ule)' %t.ll

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @vector(
; CHECK: call { <4 x float>, <4 x float> } asm sideeffect "# replica 1", "=x,=x,0,1"(<4 x float> [[IN:%[0-9]+]], <4 x float> [[IN]])
; CHECK: asm sideeffect "# checked", "=x,0"(<4 x float>
; CHECK-NOT: ret <4 x float> %{{x|0}}
; CHECK: unreachable
define <4 x float> @vector(<4 x float> %x) {
  ret <4 x float> %x
}

; CHECK-LABEL: @short_vector(
; CHECK: asm "# replica 1", "=x,0"(<4 x i32>
; CHECK: asm "# checked", "=x,0"(<4 x i32>
; CHECK-NOT: ret <3 x i32> %x
; CHECK: unreachable
define <3 x i32> @short_vector(<3 x i32> %x) {
  ret <3 x i32> %x
}

; CHECK-LABEL: @bits(
; CHECK: call { i8, i8 } asm sideeffect "# replica 1", "=r,=r,0,1"(i8
; CHECK: asm sideeffect "# checked", "=r,0"(i8
; CHECK-NOT: ret <8 x i1> %x
; CHECK: unreachable
define <8 x i1> @bits(<8 x i1> %x) {
  ret <8 x i1> %x
}

; CHECK-LABEL: @pair(
; CHECK: asm "# replica 1", "=r,0"(i64
; CHECK: asm "# checked", "=r,0"(i64
; CHECK-NOT: ret { i64, double } %x
; CHECK: unreachable
define { i64, double } @pair({ i64, double } %x) {
  ret { i64, double } %x
}
