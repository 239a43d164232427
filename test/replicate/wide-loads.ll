; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Loads of one block that fill vectors and leave no gap become one load, so that
; one load is done twice and compared. Not those that something else needs, that
; leave a gap, or with a write or a call in between.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @members(
; CHECK-NOT: load i8
; CHECK: [[WIDE:%[0-9]+]] = load i64, ptr %p, align 2
; CHECK: [[AGAIN:%[0-9]+]] = load i64, ptr %p.r, align 2
; CHECK-NOT: load i8
; CHECK-DAG: and <4 x i16> %{{[0-9]+}}, {{(splat \(i16 255\)|<i16 255, i16 255, i16 255, i16 255>)}}
; CHECK-DAG: lshr <4 x i16> %{{[0-9]+}}, {{(splat \(i16 8\)|<i16 8, i16 8, i16 8, i16 8>)}}
; CHECK: zext <4 x i16> %{{[0-9]+}} to <4 x i32>
; CHECK: ret <4 x i32>
define <4 x i32> @members(ptr %p) {
  %x0 = load i8, ptr %p, align 2
  %a1 = getelementptr i8, ptr %p, i64 2
  %x1 = load i8, ptr %a1, align 2
  %a2 = getelementptr i8, ptr %p, i64 4
  %x2 = load i8, ptr %a2, align 2
  %a3 = getelementptr i8, ptr %p, i64 6
  %x3 = load i8, ptr %a3, align 2
  %v0 = insertelement <4 x i8> poison, i8 %x0, i64 0
  %v1 = insertelement <4 x i8> %v0, i8 %x1, i64 1
  %v2 = insertelement <4 x i8> %v1, i8 %x2, i64 2
  %v = insertelement <4 x i8> %v2, i8 %x3, i64 3
  %b0 = getelementptr i8, ptr %p, i64 1
  %y0 = load i8, ptr %b0, align 1
  %b1 = getelementptr i8, ptr %p, i64 3
  %y1 = load i8, ptr %b1, align 1
  %b2 = getelementptr i8, ptr %p, i64 5
  %y2 = load i8, ptr %b2, align 1
  %b3 = getelementptr i8, ptr %p, i64 7
  %y3 = load i8, ptr %b3, align 1
  %w0 = insertelement <4 x i8> poison, i8 %y0, i64 0
  %w1 = insertelement <4 x i8> %w0, i8 %y1, i64 1
  %w2 = insertelement <4 x i8> %w1, i8 %y2, i64 2
  %w = insertelement <4 x i8> %w2, i8 %y3, i64 3
  %x = zext <4 x i8> %v to <4 x i32>
  %y = zext <4 x i8> %w to <4 x i32>
  %sum = add <4 x i32> %x, %y
  %product = mul <4 x i32> %sum, %x
  ret <4 x i32> %product
}

; In any order, and with an index.
; CHECK-LABEL: @reversed(
; CHECK: [[WIDE:%[0-9]+]] = load <2 x i64>, ptr %{{[0-9]+}}, align 8
; CHECK: shufflevector <2 x i64> %{{[0-9]+}}, <2 x i64> %{{[0-9]+}}, <2 x i32> <i32 1, i32 0>
define <2 x i64> @reversed(ptr %p, i64 %i) {
  %j = add i64 %i, 1
  %high = getelementptr i64, ptr %p, i64 %j
  %x0 = load i64, ptr %high
  %low = getelementptr i64, ptr %p, i64 %i
  %x1 = load i64, ptr %low
  %v0 = insertelement <2 x i64> poison, i64 %x0, i64 0
  %v = insertelement <2 x i64> %v0, i64 %x1, i64 1
  %twice = add <2 x i64> %v, %v
  ret <2 x i64> %twice
}

; CHECK-LABEL: @gap(
; CHECK-NOT: load <
define <2 x i32> @gap(ptr %p) {
  %x0 = load i32, ptr %p
  %a1 = getelementptr i32, ptr %p, i64 2
  %x1 = load i32, ptr %a1
  %v0 = insertelement <2 x i32> poison, i32 %x0, i64 0
  %v = insertelement <2 x i32> %v0, i32 %x1, i64 1
  ret <2 x i32> %v
}

; CHECK-LABEL: @used_besides(
; CHECK-NOT: load <
define i32 @used_besides(ptr %p, ptr %to) {
  %x0 = load i32, ptr %p
  %a1 = getelementptr i32, ptr %p, i64 1
  %x1 = load i32, ptr %a1
  %v0 = insertelement <2 x i32> poison, i32 %x0, i64 0
  %v = insertelement <2 x i32> %v0, i32 %x1, i64 1
  store <2 x i32> %v, ptr %to
  ret i32 %x0
}

; CHECK-LABEL: @written_between(
; CHECK-NOT: load <
define <2 x i32> @written_between(ptr %p, ptr %q) {
  %x0 = load i32, ptr %p
  store i32 7, ptr %q
  %a1 = getelementptr i32, ptr %p, i64 1
  %x1 = load i32, ptr %a1
  %v0 = insertelement <2 x i32> poison, i32 %x0, i64 0
  %v = insertelement <2 x i32> %v0, i32 %x1, i64 1
  ret <2 x i32> %v
}

; It may not return, and the second page may not be there.
; CHECK-LABEL: @call_between(
; CHECK-NOT: load <
define <2 x i32> @call_between(ptr %p) {
  %x0 = load i32, ptr %p
  call void @may_exit()
  %a1 = getelementptr i32, ptr %p, i64 1
  %x1 = load i32, ptr %a1
  %v0 = insertelement <2 x i32> poison, i32 %x0, i64 0
  %v = insertelement <2 x i32> %v0, i32 %x1, i64 1
  ret <2 x i32> %v
}

declare void @may_exit() memory(read)

; A volatile load is as wide as the program says.
; CHECK-LABEL: @volatile(
; CHECK-NOT: load volatile <
define <2 x i32> @volatile(ptr %p) {
  %x0 = load volatile i32, ptr %p
  %a1 = getelementptr i32, ptr %p, i64 1
  %x1 = load volatile i32, ptr %a1
  %v0 = insertelement <2 x i32> poison, i32 %x0, i64 0
  %v = insertelement <2 x i32> %v0, i32 %x1, i64 1
  ret <2 x i32> %v
}

; Two small vectors, side by side.
; CHECK-LABEL: @pair(
; CHECK: [[WIDE:%[0-9]+]] = load i64, ptr %p, align 4
; CHECK-NOT: load i32
; CHECK: shufflevector <8 x i8> %{{[0-9]+}}, <8 x i8> poison, <4 x i32> <i32 0, i32 1, i32 2, i32 3>
; CHECK: shufflevector <8 x i8> %{{[0-9]+}}, <8 x i8> poison, <4 x i32> <i32 4, i32 5, i32 6, i32 7>
; CHECK: ret <4 x i8>
define <4 x i8> @pair(ptr %p) {
  %x = load <4 x i8>, ptr %p
  %second = getelementptr i8, ptr %p, i64 4
  %y = load <4 x i8>, ptr %second
  %sum = add <4 x i8> %x, %y
  ret <4 x i8> %sum
}

; CHECK-LABEL: @pair_apart(
; CHECK-NOT: load i64
define <4 x i8> @pair_apart(ptr %p) {
  %x = load <4 x i8>, ptr %p
  %second = getelementptr i8, ptr %p, i64 5
  %y = load <4 x i8>, ptr %second
  %sum = add <4 x i8> %x, %y
  ret <4 x i8> %sum
}

; What two vectors are made of is computed once, and once for the replica.
; CHECK-LABEL: @halves(
; CHECK-COUNT-2: and <4 x i16>
; CHECK-NOT: and <4 x i16>
; CHECK: tandem.unequal:
define <2 x i32> @halves(ptr %p) {
  %x0 = load i8, ptr %p, align 2
  %a1 = getelementptr i8, ptr %p, i64 1
  %x1 = load i8, ptr %a1, align 1
  %a2 = getelementptr i8, ptr %p, i64 2
  %x2 = load i8, ptr %a2, align 1
  %a3 = getelementptr i8, ptr %p, i64 3
  %x3 = load i8, ptr %a3, align 1
  %a4 = getelementptr i8, ptr %p, i64 4
  %x4 = load i8, ptr %a4, align 1
  %a5 = getelementptr i8, ptr %p, i64 5
  %x5 = load i8, ptr %a5, align 1
  %a6 = getelementptr i8, ptr %p, i64 6
  %x6 = load i8, ptr %a6, align 1
  %a7 = getelementptr i8, ptr %p, i64 7
  %x7 = load i8, ptr %a7, align 1
  %v0 = insertelement <2 x i8> poison, i8 %x0, i64 0
  %v = insertelement <2 x i8> %v0, i8 %x2, i64 1
  %vz = zext <2 x i8> %v to <2 x i32>
  %w0 = insertelement <2 x i8> poison, i8 %x1, i64 0
  %w = insertelement <2 x i8> %w0, i8 %x3, i64 1
  %wz = zext <2 x i8> %w to <2 x i32>
  %s0 = insertelement <2 x i8> poison, i8 %x4, i64 0
  %s = insertelement <2 x i8> %s0, i8 %x6, i64 1
  %sz = zext <2 x i8> %s to <2 x i32>
  %t0 = insertelement <2 x i8> poison, i8 %x5, i64 0
  %t = insertelement <2 x i8> %t0, i8 %x7, i64 1
  %tz = zext <2 x i8> %t to <2 x i32>
  %q = shl <2 x i32> %vz, %wz
  %r = shl <2 x i32> %sz, %tz
  %sum = add <2 x i32> %q, %r
  ret <2 x i32> %sum
}
