; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; An access that others can observe happens exactly as often as the program says:
; volatile, atomic and assembled accesses have one copy, plain ones beside them
; have two, and one in cold code.
;
; RUN: %opt_tandem %s > %t
; RUN: FileCheck %s < %t
; RUN: grep -c 'load volatile i32' %t | grep -x 1
; RUN: grep -c 'store volatile i32' %t | grep -x 1
; RUN: grep -c 'load atomic i32' %t | grep -x 1
; RUN: grep -c 'store atomic i32' %t | grep -x 1
; RUN: grep -c '= atomicrmw' %t | grep -x 1
; RUN: grep -c '= cmpxchg' %t | grep -x 1
; RUN: grep -c 'fence seq_cst' %t | grep -x 1
; RUN: grep -c 'asm sideeffect "outb' %t | grep -x 1
; RUN: grep -c 'load i16, ptr' %t | grep -x 3

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @observed(
; CHECK: load volatile i32
; CHECK: [[V:%[0-9]+]] = call i32 asm "# checked"
; CHECK: store volatile i32 [[V]]
; CHECK: %plain.r = load i16, ptr
define void @observed(ptr %device, ptr %shared, ptr %memory) {
  %status = load volatile i32, ptr %device
  %order = add i32 %status, 1
  store volatile i32 %order, ptr %device
  %flag = load atomic i32, ptr %shared acquire, align 4
  store atomic i32 %flag, ptr %shared release, align 4
  %old = atomicrmw xchg ptr %shared, i32 %order seq_cst
  %swapped = cmpxchg ptr %shared, i32 %old, i32 0 seq_cst seq_cst
  fence seq_cst
  call void asm sideeffect "outb %al, %dx", "{ax},{dx}"(i32 %old, i32 7)
  %plain = load i16, ptr %memory
  call void @take(i16 %plain)
  ret void
}

declare void @take(i16)
