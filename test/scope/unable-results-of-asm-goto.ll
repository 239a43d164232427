; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; asm goto with a result is reported; without one it is not, and its operands are
; checked in both.
;
; RUN: %opt_tandem -pass-remarks-missed=tandem %s -o %t.ll 2>%t.remarks
; RUN: FileCheck %s < %t.ll
; RUN: grep -c 'callbr is not protected' %t.remarks | grep -x 1
; RUN: grep -c 'is not protected' %t.remarks | grep -x 1

; CHECK-LABEL: @with_result(
; CHECK: icmp ne i32
; CHECK: callbr i32 asm
; CHECK-LABEL: @without(
; CHECK: icmp ne i32
; CHECK: callbr void asm
define i32 @with_result(i32 %x) {
  %r = callbr i32 asm "", "=r,r,!i"(i32 %x) to label %on [label %off]
on:
  ret i32 %r
off:
  ret i32 %x
}

define i32 @without(i32 %x) {
  callbr void asm "", "r,!i"(i32 %x) to label %on [label %off]
on:
  ret i32 1
off:
  ret i32 %x
}
