; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A constant offset of an address is compared nowhere: neither as part of a
; pointer computed in another block, nor as part of an index. What is left are
; the pointer and the index that it is added to. A variable part of another block
; is a value of its own.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @member(
; CHECK: [[PRS:%[0-9]+]] = call { ptr, ptr } asm sideeffect "# replica 1", "=r,=r,0,1"(ptr [[PRI:%[0-9]+]], ptr [[PRI]])
; CHECK-NEXT: %p = extractvalue { ptr, ptr } [[PRS]], 0
; CHECK-NEXT: [[PR:%p.r[0-9]*]] = extractvalue { ptr, ptr } [[PRS]], 1
; CHECK: store:
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: icmp ne ptr [[P]], [[PR]]
; CHECK: [[AT:%[0-9]+]] = getelementptr i8, ptr [[P]], i64 24
; CHECK-NEXT: store i32 %{{[0-9]+}}, ptr [[AT]]
define void @member(ptr %p, i32 %x, i1 %c) {
  %at = getelementptr i8, ptr %p, i64 24
  br i1 %c, label %store, label %done
store:
  store i32 %x, ptr %at
  br label %done
done:
  ret void
}

; CHECK-LABEL: @element(
; CHECK: [[ATR:%at.r]] = getelementptr i32, ptr
; CHECK: store:
; CHECK: [[AT:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %at)
; CHECK-NEXT: icmp ne ptr [[AT]], [[ATR]]
define void @element(ptr %p, i64 %i, i32 %x, i1 %c) {
  %at = getelementptr i32, ptr %p, i64 %i
  br i1 %c, label %store, label %done
store:
  store i32 %x, ptr %at
  br label %done
done:
  ret void
}

; CHECK-LABEL: @index(
; CHECK: [[EVEN:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 %even)
; CHECK-NEXT: icmp ne i64 [[EVEN]], %even.r
; CHECK-NOT: icmp
; CHECK: [[START:%[0-9]+]] = getelementptr i32, ptr %{{[0-9]+}}, i64 [[EVEN]]
; CHECK: [[AT:%[0-9]+]] = getelementptr i32, ptr [[START]], i64 1
; CHECK-NEXT: store i32 %{{[0-9]+}}, ptr [[AT]]
define void @index(ptr %p, i64 %i, i32 %x) {
  %even = shl i64 %i, 1
  %odd = or i64 %even, 1
  %at = getelementptr i32, ptr %p, i64 %odd
  store i32 %x, ptr %at
  ret void
}

; That the bits were zero is not known here.
; CHECK-LABEL: @not_a_sum(
; CHECK: or i64 %i, 1
define void @not_a_sum(ptr %p, i64 %i, i32 %x) {
  %odd = or i64 %i, 1
  %at = getelementptr i32, ptr %p, i64 %odd
  store i32 %x, ptr %at
  ret void
}
