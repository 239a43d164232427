; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Code that nothing reaches may refer to itself, in values and in addresses: it
; is left out, and the rest of the function is hardened.
;
; RUN: timeout 20 %opt -passes='tandem<recovery=none>,verify' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: define i32 @value(
; CHECK: store i32
; CHECK-NOT: add i32
; CHECK: call void @__tandem_detected
define i32 @value(ptr %p, i32 %n) {
entry:
  store i32 %n, ptr %p
  ret i32 %n
dead:
  %a = add i32 %a, 1
  store i32 %a, ptr %p
  br i1 true, label %dead, label %other
other:
  %c = icmp eq i32 %a, 3
  br i1 %c, label %dead, label %other
}

; CHECK-LABEL: define i32 @address(
; CHECK: store i32
; CHECK-NOT: load i32
; CHECK: call void @__tandem_detected
define i32 @address(ptr %p, i32 %n) {
entry:
  store i32 %n, ptr %p
  ret i32 %n
dead:
  %q = getelementptr i8, ptr %q, i64 1
  %v = load i32, ptr %q
  store i32 %v, ptr %q
  br label %dead
}
