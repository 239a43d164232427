; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The address of a local variable that is passed on is compared with one that is
; computed from another address, and cold code computes it from a third: the
; back end would have one register for all.
;
; RUN: %opt -passes='tandem<tmr;recovery=none>,verify' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @fill(ptr)

; CHECK-LABEL: @pass(
; CHECK: [[USED:%[0-9]+]] = call ptr asm "# checked", "={rdi},0"(ptr %local)
; CHECK: [[APART:%[0-9]+]] = getelementptr i8, ptr %local, i64 64
; CHECK: [[OTHER:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr [[APART]])
; CHECK: [[SECOND:%[0-9]+]] = getelementptr i8, ptr [[OTHER]], i64 -64
; CHECK: icmp ne ptr [[USED]], [[SECOND]]
; CHECK: [[PHI:%[0-9]+]] = phi ptr
; CHECK: call void @fill(ptr [[PHI]])
; CHECK: [[FAR:%[0-9]+]] = getelementptr i8, ptr %local, i64 128
; CHECK: call ptr asm "# replica 2", "=r,0"(ptr [[FAR]])
; CHECK-NOT: (ptr %local)
; CHECK: unreachable
define void @pass() {
  %local = alloca i64
  call void @fill(ptr %local)
  ret void
}
