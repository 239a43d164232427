; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; races=assume-none repeats loads and checks stores, but compares no two loads
; and knows no racing store; the default does both.
;
; RUN: %opt -passes='tandem<races=assume-none>' -S %s | FileCheck %s
; RUN: %opt -passes='tandem<races=assume-none>' -S %s | not grep 'tandem.again'
; RUN: %opt -passes='tandem<races=tolerate>' -S %s \
; RUN:   | FileCheck %s --check-prefix=TOLERATE

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @copy(
; CHECK: %value = load i32, ptr %from
; CHECK-NEXT: %value.r = load i32, ptr
; CHECK-NOT: icmp ne i32
; CHECK: store i32 %value, ptr %
; CHECK-NEXT: %tandem.back = load i32, ptr
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 %tandem.back, %value.r
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK-NOT: tandem.race
; CHECK: unreachable
;
; TOLERATE-LABEL: @copy(
; TOLERATE: load i32, ptr %from
; TOLERATE: tandem.race{{[0-9]*}}:
; TOLERATE: tandem.race{{[0-9]*}}:
; TOLERATE: tandem.again:
define void @copy(ptr %to, ptr %from) {
  %value = load i32, ptr %from
  store i32 %value, ptr %to
  ret void
}
