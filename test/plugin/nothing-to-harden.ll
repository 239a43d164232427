; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A module without a function to harden is left as it is; with one it is not.
;
; RUN: %opt -passes=verify -S %s -o %t.plain
; RUN: %opt_tandem %s -o %t.same
; RUN: cmp %t.plain %t.same
; RUN: sed 's/ "tandem-off"//' %s | %opt_tandem -o - | FileCheck %s

; CHECK: @__tandem_abi_v1 = external global i32
; CHECK: call void @__tandem_detected(

@variable = global i32 5
declare i32 @external(i32)

define i32 @f(i32 %x) "tandem-off" {
  ret i32 %x
}
