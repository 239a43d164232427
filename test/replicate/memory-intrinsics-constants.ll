; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What is copied from constant memory is stored as constants; memory that may
; change, or holds addresses, is loaded.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

@text = private constant [21 x i8] c"ABCDEFGHIJKLMNOPQRST\00"
@words = global [2 x i64] [i64 1, i64 2]
@pointer = constant ptr @words

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK-LABEL: define void @constant(
; CHECK-NOT: load {{.*}}@text
; CHECK: <2 x i64> <i64 5208208757389214273, i64 5786930140093827657>
; CHECK: store {{(volatile )?}}i32 1414746705, ptr
; CHECK: store {{(volatile )?}}i8 0, ptr
define void @constant(ptr %to) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr @text, i64 16, i1 false)
  %next = getelementptr i8, ptr %to, i64 16
  call void @llvm.memcpy.p0.p0.i64(ptr %next, ptr getelementptr (i8, ptr @text, i64 16), i64 5, i1 false)
  ret void
}

; CHECK-LABEL: define void @variable(
; CHECK: load <2 x i64>, ptr @words
; CHECK: load i64, ptr @pointer
define void @variable(ptr %to) {
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr @words, i64 16, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr @pointer, i64 8, i1 false)
  ret void
}
