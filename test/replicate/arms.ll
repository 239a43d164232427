; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What a conditional move may choose lies in a register: a constant is copied for
; the replica. Of two constants, or of single bits, the back end moves none.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @one(
; CHECK: [[BR:%b.r]] = extractvalue { i32, i32 } {{%[0-9]+}}, 1
; CHECK: [[SIX:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 6)
; CHECK: %chosen.r = select i1 %{{[^,]+}}, i32 [[SIX]], i32 %b.r
define i32 @one(i32 %a, i32 %b) {
  %less = icmp slt i32 %a, %b
  %chosen = select i1 %less, i32 6, i32 %b
  ret i32 %chosen
}

; CHECK-LABEL: @both(
; CHECK: %chosen.r = select i1 %{{[^,]+}}, i32 6, i32 9
define i32 @both(i32 %a, i32 %b) {
  %less = icmp slt i32 %a, %b
  %chosen = select i1 %less, i32 6, i32 9
  ret i32 %chosen
}
