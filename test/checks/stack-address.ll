; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The address of a local variable that is passed is compared with one computed
; by itself: one that the back end shares would be compared with itself.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @use(ptr)

; CHECK-LABEL: @passed(
; CHECK: [[AT:%[0-9]+]] = call ptr asm "# checked", "={rdi},0"(ptr %at)
; CHECK: [[OTHER:%[0-9]+]] = getelementptr i8, ptr %at, i64 64
; CHECK-NEXT: [[HIDDEN:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr [[OTHER]])
; CHECK-NEXT: [[REPLICA:%[0-9]+]] = getelementptr i8, ptr [[HIDDEN]], i64 -64
; CHECK-NEXT: icmp ne ptr [[AT]], [[REPLICA]]
; CHECK-NOT: icmp ne ptr [[AT]], %at
; CHECK: call void @use(ptr [[AT]])
define void @passed() {
  %local = alloca [40 x i8]
  %at = getelementptr i8, ptr %local, i64 8
  call void @use(ptr %at)
  ret void
}
