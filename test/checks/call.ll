; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; An argument is copied to the register that passes it, the copy is compared
; with the replica and then passed, so that what is checked is what is used; so
; too for constants and for the target of an indirect call.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare i32 @external(i32, i32)
declare void @null(ptr, double)

; CHECK-LABEL: @arguments(
; CHECK: [[XRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[XRI:%[0-9]+]], i32 [[XRI]])
; CHECK-NEXT: %x = extractvalue { i32, i32 } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { i32, i32 } [[XRS]], 1
; CHECK: [[X:%[0-9]+]] = call i32 asm sideeffect "# checked", "={rdi},0"(i32 %x)
; CHECK-NEXT: [[DX:%[0-9]+]] = icmp ne i32 [[X]], [[XR]]
; CHECK-NEXT: br i1 [[DX]], label %tandem.detected
; CHECK: [[SEVEN:%[0-9]+]] = call i32 asm sideeffect "# checked", "={rsi},0"(i32 7)
; CHECK-NEXT: [[D7:%[0-9]+]] = icmp ne i32 [[SEVEN]], 7
; CHECK-NEXT: br i1 [[D7]], label %tandem.detected
; CHECK: %{{[0-9]+}} = call i32 @external(i32 [[X]], i32 [[SEVEN]])
; CHECK-NOT: @external
; CHECK: unreachable
define i32 @arguments(i32 %x) {
  %r = call i32 @external(i32 %x, i32 7)
  %s = add i32 %r, 1
  ret i32 %s
}

; Constants in floating point come from memory, not from a move.
; CHECK-LABEL: @constants(
; CHECK: [[NULL:%[0-9]+]] = call ptr asm sideeffect "# checked", "={rdi},0"(ptr null)
; CHECK-NEXT: icmp ne ptr [[NULL]], null
; CHECK: call void @null(ptr [[NULL]], double 1.0
define void @constants() {
  call void @null(ptr null, double 1.0)
  ret void
}

; What only this program calls has its arguments in the same registers.
; CHECK-LABEL: @fast(
; CHECK: call i32 asm sideeffect "# checked", "={rdi},0"(i32 %x)
; CHECK: call fastcc i32 @own(
declare fastcc i32 @own(i32)

define i32 @fast(i32 %x) {
  %r = call fastcc i32 @own(i32 %x)
  ret i32 %r
}

; CHECK-LABEL: @indirect(
; CHECK: [[FRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[FRI:%[0-9]+]], ptr [[FRI]])
; CHECK-NEXT: %f = extractvalue { ptr, ptr } [[FRS]], 0
; CHECK-NEXT: [[FR:%f.r[0-9]*]] = extractvalue { ptr, ptr } [[FRS]], 1
; CHECK: [[F:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %f)
; CHECK-NEXT: [[DF:%[0-9]+]] = icmp ne ptr [[F]], [[FR]]
; CHECK-NEXT: br i1 [[DF]], label %tandem.detected
; CHECK-NOT: call void %f()
; CHECK: call void [[F]]()
define void @indirect(ptr %f) {
  call void %f()
  ret void
}
