; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Of an index that is shifted for an addressing mode the index is compared, which
; is in a register anyway, and not what the shift makes of it.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @put(
; CHECK-NOT: i64 %bytes)
; CHECK: [[X:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 %x)
; CHECK-NEXT: icmp ne i64 [[X]], %
; CHECK: [[AT:%[0-9]+]] = getelementptr i64, ptr %{{[0-9]+}}, i64 [[X]]
; CHECK-NEXT: store i64 %{{[0-9]+}}, ptr [[AT]],
; CHECK: unreachable
define void @put(ptr %p, i64 %x, i64 %value) {
  %bytes = shl i64 %x, 3
  %at = getelementptr i8, ptr %p, i64 %bytes
  store i64 %value, ptr %at
  ret void
}

; CHECK-LABEL: @wide(
; CHECK: asm sideeffect "# checked", "=r,0"(i64 %bytes)
; CHECK: unreachable
define void @wide(ptr %p, i64 %x, i64 %value) {
  %bytes = shl i64 %x, 4
  %at = getelementptr i8, ptr %p, i64 %bytes
  store i64 %value, ptr %at
  ret void
}
