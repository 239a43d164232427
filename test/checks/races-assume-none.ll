; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; races=assume-none repeats loads and checks stores, but compares no two loads
; and runs nothing again; the default does both.
;
; RUN: %opt -passes='tandem<recovery=none;races=assume-none>' -S %s | FileCheck %s
; RUN: %opt -passes='tandem<recovery=none;races=assume-none>' -S %s \
; RUN:   | not grep -E 'tandem.(race|retry)|~.memory'
; RUN: %opt -passes='tandem<recovery=none;races=tolerate>' -S %s \
; RUN:   | FileCheck %s --check-prefix=TOLERATE

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @external()

; CHECK-LABEL: @copy(
; CHECK: %value = load i32, ptr %from
; CHECK-NEXT: %value.r = load i32, ptr
; CHECK-NEXT: [[V:%[0-9]+]] = call i32 asm "# checked", "=r,0"(i32 %value)
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 [[V]], %value.r
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK: store i32 [[V]], ptr %
; CHECK: unreachable
;
; TOLERATE-LABEL: @copy(
; TOLERATE: br i1 %{{[0-9]+}}, label %tandem.unequal,
; TOLERATE: tandem.unequal:
define void @copy(ptr %to, ptr %from) {
  %value = load i32, ptr %from
  store i32 %value, ptr %to
  ret void
}

; CHECK-LABEL: @keep(
; CHECK: %value = load i32, ptr %from
; CHECK-NEXT: %value.r = load i32, ptr
; CHECK-NEXT: call void @external()
; CHECK: icmp ne i32 %{{[0-9]+}}, %value.r
; CHECK: unreachable
;
; TOLERATE-LABEL: @keep(
; TOLERATE: br i1 %{{[0-9]+}}, label %tandem.race,
; TOLERATE: call void @external()
; TOLERATE: tandem.race:
define i32 @keep(ptr %from) {
  %value = load i32, ptr %from
  call void @external()
  ret i32 %value
}
