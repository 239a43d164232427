; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The address of a store is checked in front of it, by its parts where the store
; computes it, as a whole where it does not: a store that went astray would
; change what no check looks at.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @pointer(
; CHECK: %p.r = extractvalue { ptr, ptr } %{{[0-9]+}}, 1
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne ptr [[P]], %p.r
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected
; CHECK-NOT: store i32 %{{[0-9]+}}, ptr %p,
; CHECK: store i32 %{{[0-9]+}}, ptr [[P]],
define void @pointer(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  ret void
}

; CHECK-LABEL: @element(
; CHECK-DAG: %p.r = extractvalue { ptr, ptr } %{{[0-9]+}}, 1
; CHECK-DAG: %i.r = extractvalue { i64, i64 } %{{[0-9]+}}, 1
; CHECK-DAG: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-DAG: [[I:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 %i)
; CHECK-DAG: icmp ne ptr [[P]], %p.r
; CHECK-DAG: icmp ne i64 [[I]], %i.r
; CHECK: [[AT:%[0-9]+]] = getelementptr i32, ptr [[P]], i64 [[I]]
; CHECK-NEXT: store i32 %{{[0-9]+}}, ptr [[AT]],
; CHECK-NOT: store i32
; CHECK: unreachable
define void @element(ptr %p, i64 %i, i32 %x) {
  %at = getelementptr i32, ptr %p, i64 %i
  store i32 %x, ptr %at
  ret void
}

; No addressing mode multiplies by 12.
; CHECK-LABEL: @row(
; CHECK: %at.r = getelementptr [3 x i32], ptr
; CHECK: [[AT:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %at)
; CHECK-NEXT: icmp ne ptr [[AT]], %at.r
; CHECK-NOT: "# checked"
; CHECK: store i32 %{{[0-9]+}}, ptr [[AT]],
define void @row(ptr %p, i64 %i, i32 %x) {
  %at = getelementptr [3 x i32], ptr %p, i64 %i
  store i32 %x, ptr %at
  ret void
}
