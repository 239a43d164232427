; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A plain load is repeated through the replica of its address, as a volatile
; load where the address is constant and the two would be merged.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt -passes='tandem<recovery=none>,function(gvn,early-cse)' -S %s \
; RUN:   | FileCheck %s --check-prefix=LATER

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@variable = global i32 0

; CHECK-LABEL: @pointer(
; CHECK: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-NEXT: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-NEXT: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: %value = load i32, ptr %p,
; CHECK-NEXT: %value.r = load i32, ptr [[PR]],
; CHECK: ret i32
define i32 @pointer(ptr %p) {
  %value = load i32, ptr %p
  %odd = and i32 %value, 1
  ret i32 %odd
}

; CHECK-LABEL: @direct(
; CHECK: %value = load i32, ptr @variable,
; CHECK-NEXT: %value.r = load volatile i32, ptr @variable,
; LATER-LABEL: @direct(
; LATER: %value = load i32, ptr @variable,
; LATER-NEXT: %value.r = load volatile i32, ptr @variable,
define i32 @direct() {
  %value = load i32, ptr @variable
  %odd = and i32 %value, 1
  ret i32 %odd
}

; CHECK-LABEL: @local(
; CHECK-NOT: %slot.r
; CHECK: %value = load i32, ptr %slot,
; CHECK-NEXT: %value.r = load volatile i32, ptr %slot,
; CHECK-NOT: %slot.r
; CHECK: ret i32
define i32 @local(i32 %x) {
  %slot = alloca i32
  store i32 %x, ptr %slot
  %value = load i32, ptr %slot
  %odd = and i32 %value, 1
  ret i32 %odd
}
