; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What is checked in a loop is copied in the loop, though it is the same in each
; round: hoisted, the copy would be spilled, and what is stored through would be
; loaded once more behind the check.
;
; RUN: %opt -S -passes='tandem<recovery=none;races=assume-none>' %s | tee %t.ll \
; RUN:   | FileCheck %s
; RUN: llc -O2 %t.ll -o - | FileCheck %s --check-prefix=CODE

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @same_place(
; CHECK: phi i32
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK: store volatile i32 7, ptr [[P]]
; CHECK-LABEL: @own_value(
; CHECK: call i32 asm "# checked", "={rax},0"(i32 %sum)

; CODE-LABEL: same_place:
; CODE: Inner Loop Header
; CODE: # checked
; CODE: movl $7, (%{{[a-z0-9]+}})
; CODE: .Lfunc_end0
define void @same_place(ptr %p, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %loop ]
  %next = add i32 %i, 1
  store volatile i32 7, ptr %p
  %again = icmp ne i32 %next, %n
  br i1 %again, label %loop, label %end
end:
  ret void
}

define i32 @own_value(i32 %a, i32 %b) {
  %sum = add i32 %a, %b
  ret i32 %sum
}
