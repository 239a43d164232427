; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A scalar of any type is copied opaquely and compared bit for bit (but NaNs that
; the processor makes are equal): odd integers, i128, half, bfloat, double, fp128,
; x87. The back end accepts each.
;
; RUN: %opt_tandem %s > %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: llc -O2 -filetype=obj %t.ll -o %t.o
; RUN: grep -c 'call void @__tandem_detected' %t.ll | grep -x 7
; RUN: not grep -E 'fcmp (o|une|ueq|ugt|uge|ult|ule)' %t.ll

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @odd(
; CHECK: call { i64, i64 } asm sideeffect "# replica 1", "=r,=r,0,1"(i64 [[IN:%[0-9]+]], i64 [[IN]])
; CHECK: asm sideeffect "# checked", "=r,0"(i64
; CHECK-NOT: ret i37 %{{x|0}}
; CHECK: unreachable
define i37 @odd(i37 %x) {
  ret i37 %x
}

; CHECK-LABEL: @wide(
; CHECK: asm "# replica 1", "=r,0"(i64
; CHECK: asm "# checked", "=r,0"(i64
; CHECK-NOT: ret i128 %x
; CHECK: unreachable
define i128 @wide(i128 %x) {
  ret i128 %x
}

; CHECK-LABEL: @half(
; CHECK: call { i16, i16 } asm sideeffect "# replica 1", "=r,=r,0,1"(i16
; CHECK: asm sideeffect "# checked", "=r,0"(i16
; CHECK-NOT: ret half %x
; CHECK: unreachable
define half @half(half %x) {
  ret half %x
}

; CHECK-LABEL: @bfloat(
; CHECK: call { i16, i16 } asm sideeffect "# replica 1", "=r,=r,0,1"(i16
; CHECK: asm sideeffect "# checked", "=r,0"(i16
; CHECK-NOT: ret bfloat %x
; CHECK: unreachable
define bfloat @bfloat(bfloat %x) {
  ret bfloat %x
}

; CHECK-LABEL: @quad(
; CHECK: call { <2 x i64>, <2 x i64> } asm sideeffect "# replica 1", "=x,=x,0,1"(<2 x i64>
; CHECK: asm sideeffect "# checked", "=x,0"(<2 x i64>
; CHECK-NOT: ret fp128 %x
; CHECK: unreachable
define fp128 @quad(fp128 %x) {
  ret fp128 %x
}

; CHECK-LABEL: @scalar(
; CHECK: call { double, double } asm sideeffect "# replica 1", "=x,=x,0,1"(double [[IN:%[0-9]+]], double [[IN]])
; CHECK: asm sideeffect "# checked", "=x,0"(double
; CHECK-NOT: ret double %{{x|0}}
; CHECK: unreachable
define double @scalar(double %x) {
  ret double %x
}

; The x87 stack has no name in asm: the copy goes through memory.
; CHECK-LABEL: @extended(
; CHECK: store volatile x86_fp80 %x, ptr %tandem.slot
; CHECK-NEXT: [[XR:%[0-9]+]] = load volatile x86_fp80, ptr %tandem.slot
; CHECK: icmp ne i80
; CHECK-NOT: asm
; CHECK: unreachable
define x86_fp80 @extended(x86_fp80 %x) {
  ret x86_fp80 %x
}
