; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A memcpy of small constant length becomes the fewest loads and stores; the last
; may lie over the one before. Each load is replicated, each store made once.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)
declare void @llvm.memcpy.inline.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK-NOT: call void @llvm.memcpy

; Nothing to copy, nothing to check.
; CHECK-LABEL: define void @copy0(
; CHECK-NEXT: ret void
define void @copy0(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 0, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy1(
; CHECK-COUNT-2: load i8, ptr
; CHECK: store {{(volatile )?}}i8 {{.*}}, align 1
; CHECK-NOT: store
define void @copy1(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 1, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy2(
; CHECK: store {{(volatile )?}}i16 {{.*}}, align 1
; CHECK-NOT: store
define void @copy2(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 2, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy3(
; CHECK: store {{(volatile )?}}i16 {{.*}}, align 1
; CHECK: getelementptr i8, ptr %{{.*}}, i64 2
; CHECK: store {{(volatile )?}}i8 {{.*}}, align 1
; CHECK-NOT: store
define void @copy3(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 3, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy5(
; CHECK: store {{(volatile )?}}i32 {{.*}}, align 1
; CHECK: getelementptr i8, ptr %{{.*}}, i64 4
; CHECK: store {{(volatile )?}}i8 {{.*}}, align 1
; CHECK-NOT: store
define void @copy5(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 5, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy7(
; CHECK-NOT: load i16
; CHECK: getelementptr i8, ptr %{{.*}}, i64 3
; CHECK-COUNT-2: store {{(volatile )?}}i32
; CHECK-NOT: store
define void @copy7(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 7, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy8(
; CHECK-COUNT-2: load i64, ptr
; CHECK: store {{(volatile )?}}i64 {{.*}}, align 1
; CHECK-NOT: store
define void @copy8(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 8, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy13(
; CHECK: getelementptr i8, ptr %{{.*}}, i64 5
; CHECK-COUNT-2: store {{(volatile )?}}i64
; CHECK-NOT: store
define void @copy13(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 13, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy16(
; CHECK-COUNT-2: load <2 x i64>, ptr
; CHECK: store {{(volatile )?}}<2 x i64>
; CHECK-NOT: store
define void @copy16(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 16, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy20(
; CHECK: store {{(volatile )?}}<2 x i64>
; CHECK: getelementptr i8, ptr %{{.*}}, i64 16
; CHECK: store {{(volatile )?}}i32
; CHECK-NOT: store
define void @copy20(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 20, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy31(
; CHECK: getelementptr i8, ptr %{{.*}}, i64 15
; CHECK-COUNT-2: store {{(volatile )?}}<2 x i64>
; CHECK-NOT: store
define void @copy31(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 31, i1 false)
  ret void
}

; CHECK-LABEL: define void @copy128(
; CHECK-COUNT-8: store {{(volatile )?}}<2 x i64>
; CHECK-NOT: store
define void @copy128(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 128, i1 false)
  ret void
}

; The vectors of the target, not wider.
; CHECK-LABEL: define void @avx(
; CHECK-COUNT-2: store {{(volatile )?}}<4 x i64>
; CHECK: store {{(volatile )?}}i64
; CHECK-NOT: store
define void @avx(ptr %to, ptr %from) "target-features"="+avx2" {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 72, i1 false)
  ret void
}

; In a kernel the vector registers belong to somebody else.
; CHECK-LABEL: define void @kernel(
; CHECK-NOT: <2 x i64>
; CHECK-COUNT-3: store {{(volatile )?}}i64
; CHECK: store {{(volatile )?}}i32
; CHECK-NOT: store
define void @kernel(ptr %to, ptr %from) noimplicitfloat {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %from, i64 27, i1 false)
  ret void
}

; CHECK-LABEL: define void @alignment(
; CHECK: load <2 x i64>, ptr {{.*}}, align 4
; CHECK: store {{(volatile )?}}<2 x i64> {{.*}}, align 32
; CHECK: store {{(volatile )?}}i64 {{.*}}, align 16
; CHECK-NOT: store
define void @alignment(ptr %to, ptr %from) {
  call void @llvm.memcpy.p0.p0.i64(ptr align 32 %to, ptr align 4 %from, i64 24, i1 false)
  ret void
}

; CHECK-LABEL: define void @inline(
; CHECK-COUNT-2: store {{(volatile )?}}<2 x i64>
; CHECK-NOT: store
define void @inline(ptr %to, ptr %from) {
  call void @llvm.memcpy.inline.p0.p0.i64(ptr %to, ptr %from, i64 32, i1 false)
  ret void
}
