; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Flags and metadata that make a result poison, or let one replica be rounded
; unlike the other, are dropped from original and replica.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt_tandem %s \
; RUN:   | not grep -E ' (nsw|nuw|exact|inbounds|fast|contract) |!(range|nonnull) '

; CHECK-LABEL: @flags(
; CHECK: %sum = add i32 %x, 1
; CHECK-NEXT: %sum.r = add i32 %x.r, 1
; CHECK: %half = lshr i32 %sum, 1
; CHECK-NEXT: %half.r = lshr i32 %sum.r, 1
; CHECK: %at = getelementptr float, ptr %p, i32 %half
; CHECK-NEXT: %at.r = getelementptr float, ptr %p.r, i32 %half.r
; CHECK: %product = fmul float
; CHECK-NEXT: %product.r = fmul float
; CHECK: %total = fadd float
; CHECK-NEXT: %total.r = fadd float
define float @flags(i32 %x, ptr %p) {
  %sum = add nuw nsw i32 %x, 1
  %half = lshr exact i32 %sum, 1
  %at = getelementptr inbounds float, ptr %p, i32 %half
  %value = load float, ptr %at
  %product = fmul fast float %value, %value
  %total = fadd contract float %product, 1.0
  ret float %total
}

; CHECK-LABEL: @metadata(
; CHECK: %small = load i8, ptr %p, align 1{{$}}
; CHECK-NEXT: %small.r = load i8, ptr %{{.*}}, align 1{{$}}
; CHECK: %next = load ptr, ptr %p, align 8{{$}}
; CHECK-NEXT: %next.r = load ptr, ptr %{{.*}}, align 8{{$}}
define ptr @metadata(ptr %p) {
  %small = load i8, ptr %p, !range !0
  %next = load ptr, ptr %p, !nonnull !1
  %at = getelementptr i8, ptr %next, i8 %small
  ret ptr %at
}

!0 = !{i8 0, i8 2}
!1 = !{}
