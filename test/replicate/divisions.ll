; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The replica of a division by a constant is the multiplication that the back end
; makes of one, by a multiplier of its own; quotient and remainder share it. Not
; where the multiplier needs no register, nor where the back end divides.
;
; RUN: %opt_tandem %s > %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: llc -O2 -filetype=obj %t.ll -o %t.o

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @signed(
; CHECK: sdiv i64 %x{{[^,]*}}, 10
; CHECK: call i64 asm "# replica 1", "=r,0"(i64 -7378697629483820648)
; CHECK: mul i128
; CHECK-NOT: sdiv
; CHECK: ret i64
define i64 @signed(i64 %x) {
  %q = sdiv i64 %x, 10
  ret i64 %q
}

; CHECK-LABEL: @both(
; CHECK-COUNT-1: mul i64 %{{.*}}, %
; CHECK-NOT: mul i64 %{{.*}}, %
; CHECK: ret i32
define i32 @both(i32 %x) {
  %q = udiv i32 %x, 10
  %r = urem i32 %x, 10
  %sum = shl i32 %q, %r
  ret i32 %sum
}

; CHECK-LABEL: @small(
; CHECK-COUNT-2: sdiv i32 %{{.*}}, 10
; CHECK: ret i32
define i32 @small(i32 %x) {
  %q = sdiv i32 %x, 10
  ret i32 %q
}

; CHECK-LABEL: @least_size(
; CHECK-COUNT-2: sdiv i64 %{{.*}}, 10
; CHECK: ret i64
define i64 @least_size(i64 %x) minsize {
  %q = sdiv i64 %x, 10
  ret i64 %q
}
