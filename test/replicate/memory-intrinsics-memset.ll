; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A memset stores its byte repeated: a constant, or computed twice like any value.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)
declare void @llvm.memset.inline.p0.i64(ptr, i8, i64, i1)

; CHECK-LABEL: define void @zero(
; CHECK-NOT: mul
; CHECK: <2 x i64> zeroinitializer
; CHECK: store {{(volatile )?}}i64 0, ptr %{{.*}}, align 8
; CHECK-NOT: call void @llvm.memset
define void @zero(ptr %to) {
  call void @llvm.memset.p0.i64(ptr align 8 %to, i8 0, i64 24, i1 false)
  ret void
}

; CHECK-LABEL: define void @letter(
; CHECK-NOT: mul
; CHECK-COUNT-2: store {{(volatile )?}}i32 1094795585, ptr
; CHECK-NOT: call void @llvm.memset
define void @letter(ptr %to) {
  call void @llvm.memset.inline.p0.i64(ptr %to, i8 65, i64 7, i1 false)
  ret void
}

; CHECK-LABEL: define void @byte(
; CHECK: [[CS:%[0-9]+]] = call { i8, i8 } asm sideeffect "# replica 1", "=r,=r,0,1"(i8 [[IN:%[0-9]+]], i8 [[IN]])
; CHECK-NEXT: %c = extractvalue { i8, i8 } [[CS]], 0
; CHECK-NEXT: %c.r = extractvalue { i8, i8 } [[CS]], 1
; CHECK: [[WORD:%[0-9]+]] = zext i8 %c to i64
; CHECK-NEXT: [[REPLICA:%[0-9]+]] = zext i8 %c.r to i64
; CHECK: mul i64 [[WORD]], 72340172838076673
; CHECK-NEXT: mul i64 [[REPLICA]], %{{[0-9]+}}
; CHECK: shufflevector <2 x i64>
; CHECK: store {{(volatile )?}}<2 x i64>
; CHECK: store {{(volatile )?}}i8
; CHECK-NOT: call void @llvm.memset
define void @byte(ptr %to, i8 %c) {
  call void @llvm.memset.p0.i64(ptr %to, i8 %c, i64 17, i1 false)
  ret void
}

; CHECK-LABEL: define void @nothing(
; CHECK-NEXT: ret void
define void @nothing(ptr %to, i8 %c) {
  call void @llvm.memset.p0.i64(ptr %to, i8 %c, i64 0, i1 false)
  ret void
}
