; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Volatile accesses, unknown lengths and lengths the back end makes a call for
; stay intrinsics.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memmove.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)

; CHECK-LABEL: define void @volatile(
; CHECK: call void @llvm.memcpy{{.*}} i64 16, i1 true)
; CHECK-NOT: store
define void @volatile(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 16, i1 true)
  ret void
}

; CHECK-LABEL: define void @unknown(
; CHECK: call void @llvm.memset{{.*}} i8 0, i64 %{{.*}}, i1 false)
; CHECK-NOT: store
define void @unknown(ptr %to, i64 %n) {
  call void @llvm.memset.p0.i64(ptr %to, i8 0, i64 %n, i1 false)
  ret void
}

; CHECK-LABEL: define void @long(
; CHECK: call void @llvm.memcpy{{.*}} i64 129, i1 false)
; CHECK: call void @llvm.memmove{{.*}} i64 129, i1 false)
; CHECK: call void @llvm.memset{{.*}} i64 257, i1 false)
; CHECK: call void @llvm.memset{{.*}} i64 -1, i1 false)
; CHECK-NOT: store
define void @long(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 129, i1 false)
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %from, i64 129, i1 false)
  call void @llvm.memset.p0.i64(ptr %to, i8 0, i64 257, i1 false)
  call void @llvm.memset.p0.i64(ptr %to, i8 0, i64 -1, i1 false)
  ret void
}

; CHECK-LABEL: define void @limit(
; CHECK-NOT: call void @llvm.mem
; CHECK-COUNT-32: store
; CHECK-NOT: store
; CHECK: unreachable
define void @limit(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 128, i1 false)
  call void @llvm.memmove.p0.p0.i64(ptr %to, ptr %from, i64 127, i1 false)
  call void @llvm.memset.p0.i64(ptr %to, i8 0, i64 256, i1 false)
  ret void
}
