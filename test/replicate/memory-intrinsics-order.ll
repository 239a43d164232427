; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A memmove loads everything before it stores anything; a memcpy, four chunks at
; a time. Each chunk has two loads, the original and the replica.
;
; RUN: %opt_tandem %s -o %t.ll && FileCheck %s <%t.ll
; RUN: sed -n '/@move(/,/store/p' %t.ll | grep -c ' = load <2' | grep -x 16
; RUN: sed -n '/@copy(/,/store/p' %t.ll | grep -c ' = load <2' | grep -x 8

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK-LABEL: define void @move(
; CHECK-COUNT-8: store {{(volatile )?}}<2 x i64>
; CHECK-NOT: store
define void @move(ptr %to, ptr %from) {
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %from, i64 127, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy(
; CHECK-COUNT-6: store {{(volatile )?}}<2 x i64>
; CHECK-NOT: store
define void @copy(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 96, i1 false)
  ret void
}
