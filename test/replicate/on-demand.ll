; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Only what a check asks for has a replica: a value that reaches no check is
; computed once, and one that reaches a check twice.
;
; RUN: %opt_tandem %s | FileCheck %s

; CHECK-LABEL: @demand(
; CHECK-NOT: asm "# replica 1", "=r,0"(i32 %y)
; CHECK: %unused = mul i32 %y, 3
; CHECK-NOT: %unused.r
; CHECK: %needed = mul i32 %x, 5
; CHECK-NEXT: %needed.r = mul i32
; CHECK-NOT: %unused.r
; CHECK: ret i32
define i32 @demand(i32 %x, i32 %y) {
  %unused = mul i32 %y, 3
  %needed = mul i32 %x, 5
  ret i32 %needed
}

; Nothing to check, so no replica and no call.
; CHECK-LABEL: @empty(
; CHECK-NEXT: ret void
define void @empty(i32 %x) {
  ret void
}
