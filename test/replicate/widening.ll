; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The replica of what SSE2 extends with zeros is interleaved with zeros of its
; own, and multiplied by the instruction that the back end would choose. What
; the back end makes more of when it knows the upper bits stays an extension,
; and so does what SSE4.1 extends.
;
; RUN: %opt_tandem %s > %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: llc -O2 -filetype=obj %t.ll -o %t.o

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @words(
; CHECK: %wide = zext <4 x i16> %{{.*}} to <4 x i32>
; CHECK: [[ZEROS:%[0-9]+]] = call <16 x i8> asm "pxor $0, $0 # replica 1", "=x"()
; CHECK: [[BOTH:%[0-9]+]] = bitcast <16 x i8> [[ZEROS]] to <8 x i16>
; CHECK: shufflevector <8 x i16> %{{.*}}, <8 x i16> [[BOTH]], <8 x i32> <i32 0, i32 8, i32 1, i32 9, i32 2, i32 10, i32 3, i32 11>
; CHECK-NOT: zext <4 x i16>
; CHECK: ret <4 x i32>
define <4 x i32> @words(<4 x i16> %x, <4 x i32> %y) {
  %wide = zext <4 x i16> %x to <4 x i32>
  %sum = add <4 x i32> %wide, %y
  ret <4 x i32> %sum
}

; A half of a register is not moved before it is extended.
; CHECK-LABEL: @upper(
; CHECK: asm "pxor $0, $0 # replica 1"
; CHECK: shufflevector <8 x i16> %{{.*}}, <8 x i16> %{{.*}}, <8 x i32> <i32 4, i32 12, i32 5, i32 13, i32 6, i32 14, i32 7, i32 15>
; CHECK: ret <4 x i32>
define <4 x i32> @upper(<8 x i16> %x, <4 x i32> %y) {
  %half = shufflevector <8 x i16> %x, <8 x i16> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
  %wide = zext <4 x i16> %half to <4 x i32>
  %sum = add <4 x i32> %wide, %y
  ret <4 x i32> %sum
}

; CHECK-LABEL: @long(
; CHECK-COUNT-3: asm "pxor $0, $0 # replica 1"
; CHECK-NOT: asm "pxor
; CHECK: ret <8 x i32>
define <8 x i32> @long(<8 x i8> %x, <8 x i32> %y) {
  %wide = zext <8 x i8> %x to <8 x i32>
  %sum = add <8 x i32> %wide, %y
  ret <8 x i32> %sum
}

; CHECK-LABEL: @product(
; CHECK: %square = mul <4 x i32> %wide, %wide
; CHECK: call <4 x i32> @llvm.x86.sse2.pmadd.wd(
; CHECK-NOT: mul <4 x i32>
; CHECK: ret <4 x i32>
define <4 x i32> @product(<4 x i8> %x) {
  %wide = zext <4 x i8> %x to <4 x i32>
  %square = mul <4 x i32> %wide, %wide
  ret <4 x i32> %square
}

; pmaddwd would take the halves as negative.
; CHECK-LABEL: @large_product(
; CHECK-NOT: pmadd
; CHECK-NOT: asm "pxor
; CHECK: ret <4 x i32>
define <4 x i32> @large_product(<4 x i16> %x) {
  %wide = zext <4 x i16> %x to <4 x i32>
  %square = mul <4 x i32> %wide, %wide
  ret <4 x i32> %square
}

; CHECK-LABEL: @difference(
; CHECK-NOT: asm "pxor
; CHECK: ret <8 x i16>
define <8 x i16> @difference(<8 x i8> %x, <8 x i16> %y) {
  %wide = zext <8 x i8> %x to <8 x i16>
  %difference = sub <8 x i16> %wide, %y
  ret <8 x i16> %difference
}

; CHECK-LABEL: @with_pmovzx(
; CHECK-NOT: asm "pxor
; CHECK: ret <4 x i32>
define <4 x i32> @with_pmovzx(<4 x i16> %x, <4 x i32> %y) "target-features"="+sse4.1" {
  %wide = zext <4 x i16> %x to <4 x i32>
  %sum = add <4 x i32> %wide, %y
  ret <4 x i32> %sum
}
