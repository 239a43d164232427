; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A function that cannot be hardened says why and stays as it is, and its
; neighbour is hardened.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt_tandem %s | FileCheck %s --check-prefix=CODE
;
; CHECK: tandem scope of bare: outside: it is naked
; CHECK: tandem scope of done: outside: it is hardened already
; CHECK: tandem scope of off: outside: it is marked TANDEM_OFF
; CHECK: tandem scope of elsewhere: outside: it is not defined here
; CHECK: tandem scope of resumable: outside: it is a coroutine
; CHECK: tandem scope of funclets: outside: it uses funclet exception handling
; CHECK-NOT: outside
; CHECK: tandem scope of neighbour:
; CHECK-NEXT: load
;
; CODE-NOT: __tandem_detected(
; CODE-LABEL: @neighbour(
; CODE: call void @__tandem_detected(

define void @bare(ptr %p) naked {
  call void asm sideeffect "ret", ""()
  unreachable
}

define i32 @done(ptr %p) "tandem-hardened" {
  %value = load i32, ptr %p
  ret i32 %value
}

define i32 @off(ptr %p) "tandem-off" {
  %value = load i32, ptr %p
  ret i32 %value
}

define available_externally i32 @elsewhere(ptr %p) {
  %value = load i32, ptr %p
  ret i32 %value
}

define i32 @resumable(ptr %p) presplitcoroutine {
  %value = load i32, ptr %p
  ret i32 %value
}

declare i32 @__CxxFrameHandler3(...)

define i32 @funclets(ptr %p) personality ptr @__CxxFrameHandler3 {
  %value = load i32, ptr %p
  ret i32 %value
}

define i32 @neighbour(ptr %p) {
  %value = load i32, ptr %p
  ret i32 %value
}
