; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Hardening what is hardened changes nothing, byte for byte (but in comments).
;
; RUN: %opt_tandem %s -o %t.once
; RUN: %opt -passes='tandem<recovery=none>' -S %t.once -o %t.again
; RUN: %opt -passes='tandem<recovery=none>,tandem<recovery=none>' -S %s -o %t.both
; RUN: sed '/^; ModuleID/d; s/ *; preds = .*//' %t.once > %t.1
; RUN: sed '/^; ModuleID/d; s/ *; preds = .*//' %t.again > %t.2
; RUN: sed '/^; ModuleID/d; s/ *; preds = .*//' %t.both > %t.3
; RUN: cmp %t.1 %t.2
; RUN: cmp %t.1 %t.3
; RUN: FileCheck %s < %t.both

; CHECK-LABEL: @f(
; CHECK: %sum.r = add
; CHECK-NOT: %sum.r.r
; CHECK: call void @__tandem_detected(
; CHECK-NOT: call void @__tandem_detected(
define i32 @f(ptr %p, i32 %x) {
  %sum = add i32 %x, 1
  store i32 %sum, ptr %p
  ret i32 %sum
}
