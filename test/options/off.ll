; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; mode=off leaves a module as it is, byte for byte; the default does not.
;
; RUN: %opt -passes=verify -S %s -o %t.plain
; RUN: %opt -passes='tandem<off>' -S %s -o %t.off
; RUN: cmp %t.plain %t.off
; RUN: %opt -passes=tandem -tandem-mode=off -S %s -o %t.off
; RUN: cmp %t.plain %t.off
; RUN: %opt -passes=tandem -S %s -o %t.hard
; RUN: not cmp -s %t.plain %t.hard
; RUN: FileCheck %s < %t.hard

; CHECK: call void @__tandem_detected(
define i32 @f(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  %sum = add nsw i32 %x, undef
  ret i32 %sum
}
