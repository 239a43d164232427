; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Instructions on AMX tiles are reported, and the addresses around them are
; hardened.
;
; REQUIRES: x86_64
; RUN: %opt_tandem -pass-remarks-missed=tandem %s -o %t.ll 2>%t.remarks
; RUN: FileCheck %s < %t.ll
; RUN: grep -c 'call is not protected' %t.remarks | grep -x 3
; RUN: llc -O2 -filetype=obj %t.ll -o %t.o

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @multiply(
; CHECK: %at = getelementptr
; CHECK: %tile = call x86_amx @llvm.x86.tileloadd64.internal
; CHECK-NOT: call x86_amx @llvm.x86.tileloadd64.internal
; CHECK: store i64
; CHECK: call void @__tandem_detected
define void @multiply(ptr %p, i64 %index, ptr %q) #0 {
  %at = getelementptr i8, ptr %p, i64 %index
  %tile = call x86_amx @llvm.x86.tileloadd64.internal(i16 8, i16 8, ptr %at, i64 64)
  %product = call x86_amx @llvm.x86.tdpbssd.internal(i16 8, i16 8, i16 8, x86_amx %tile, x86_amx %tile, x86_amx %tile)
  call void @llvm.x86.tilestored64.internal(i16 8, i16 8, ptr %q, i64 64, x86_amx %product)
  store i64 %index, ptr %q
  ret void
}

declare x86_amx @llvm.x86.tileloadd64.internal(i16, i16, ptr, i64)
declare x86_amx @llvm.x86.tdpbssd.internal(i16, i16, i16, x86_amx, x86_amx, x86_amx)
declare void @llvm.x86.tilestored64.internal(i16, i16, ptr, i64, x86_amx)

attributes #0 = { "target-features"="+amx-int8,+amx-tile" }
