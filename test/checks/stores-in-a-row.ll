; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What two stores in a row use is checked once, in front of the first; vectors
; that fill a register take one comparison together. The back end must not make
; one store of them. A third store or a load in between starts another row.
;
; RUN: %opt_tandem %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: sed -n '/@scalars(/,/^}/p' %t.ll | grep -c '"# checked"' | grep -x 3
; RUN: sed -n '/@shared(/,/^}/p' %t.ll | grep -c '"# checked"' | grep -x 2

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @scalars(
; CHECK-DAG: [[X:%[0-9]+]] = call i32 asm sideeffect "# checked", "=r,0"(i32 %x)
; CHECK-DAG: [[SUM:%[0-9]+]] = call i32 asm sideeffect "# checked", "=r,0"(i32 %sum)
; CHECK-DAG: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK: store volatile i32 [[X]], ptr [[P]],
; CHECK-NEXT: [[AT:%[0-9]+]] = getelementptr i32, ptr [[P]], i64 1
; CHECK-NEXT: store volatile i32 [[SUM]], ptr [[AT]],
; CHECK-NEXT: ret void
define void @scalars(ptr %p, i32 %x, i32 %y) {
  store i32 %x, ptr %p
  %sum = add i32 %x, %y
  %second = getelementptr i32, ptr %p, i64 1
  store i32 %sum, ptr %second
  ret void
}

; CHECK-LABEL: @shared(
; CHECK: store volatile i32 [[X:%[0-9]+]], ptr [[P:%[0-9]+]],
; CHECK-NEXT: [[AT:%[0-9]+]] = getelementptr i32, ptr [[P]], i64 1
; CHECK-NEXT: store volatile i32 [[X]], ptr [[AT]],
; CHECK-NEXT: ret void
define void @shared(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  %second = getelementptr i32, ptr %p, i64 1
  store i32 %x, ptr %second
  ret void
}

; CHECK-LABEL: @vectors(
; CHECK-DAG: [[V:%[0-9]+]] = call <4 x i32> asm sideeffect "# checked", "=x,0"(<4 x i32> %v)
; CHECK-DAG: [[W:%[0-9]+]] = call <2 x i64> asm sideeffect "# checked", "=x,0"(<2 x i64> %w)
; CHECK: [[SAMEV:%[0-9]+]] = icmp eq <16 x i8>
; CHECK: [[SAMEW:%[0-9]+]] = icmp eq <16 x i8>
; CHECK: [[SAME:%[0-9]+]] = and <16 x i1> [[SAMEV]], [[SAMEW]]
; CHECK-NEXT: [[BITS:%[0-9]+]] = bitcast <16 x i1> [[SAME]] to i16
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i16 [[BITS]], -1
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK: store volatile <4 x i32> [[V]],
; CHECK-NOT: icmp
; CHECK: store volatile <2 x i64> [[W]],
; CHECK-NOT: icmp
; CHECK: ret void
define void @vectors(ptr %p, <4 x i32> %v, <2 x i64> %w) {
  store <4 x i32> %v, ptr %p
  %second = getelementptr i8, ptr %p, i64 16
  store <2 x i64> %w, ptr %second
  ret void
}

; CHECK-LABEL: @three(
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: icmp ne ptr [[P]]
; CHECK: store volatile i8 7, ptr [[P]],
; CHECK-NOT: "# checked"
; CHECK-NOT: icmp
; CHECK: store volatile i8 8,
; CHECK-NOT: "# checked"
; CHECK-NOT: icmp
; CHECK: [[AT:%[0-9]+]] = getelementptr i8, ptr [[P]], i64 2
; CHECK: store i8 9, ptr [[AT]],
define void @three(ptr %p) {
  store i8 7, ptr %p
  %second = getelementptr i8, ptr %p, i64 1
  store i8 8, ptr %second
  %third = getelementptr i8, ptr %p, i64 2
  store i8 9, ptr %third
  ret void
}

; CHECK-LABEL: @two_rows(
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK: icmp ne i32
; CHECK: icmp ne ptr [[P]],
; CHECK: store i32 %{{[0-9]+}}, ptr [[P]],
; CHECK: %y = load i32
; CHECK-NOT: icmp ne ptr
; CHECK: icmp ne i32 %{{[0-9]+}}, %y.r
; CHECK: [[AT:%[0-9]+]] = getelementptr i32, ptr [[P]], i64 1
; CHECK: store i32 %{{[0-9]+}}, ptr [[AT]],
define void @two_rows(ptr %p, ptr %from, i32 %x) {
  store i32 %x, ptr %p
  %y = load i32, ptr %from
  %second = getelementptr i32, ptr %p, i64 1
  store i32 %y, ptr %second
  ret void
}

; What is checked once for several rows lies in a register until then, but would
; not across a call: there it is checked again.
; CHECK-LABEL: @call_between(
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: icmp ne ptr [[P]],
; CHECK: store i32 1, ptr [[P]],
; CHECK: call void @other()
; CHECK: [[AGAIN:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: icmp ne ptr [[AGAIN]],
; CHECK: store i32 2, ptr [[AGAIN]],
define void @call_between(ptr %p) {
  store i32 1, ptr %p
  call void @other()
  store i32 2, ptr %p
  ret void
}

declare void @other()

; Vectors of 8 bytes are compared together, in one register.
; CHECK-LABEL: @halves(
; CHECK: [[COPY:%[0-9]+]] = call <4 x i32> asm "# checked"
; CHECK-NEXT: [[V:%[0-9]+]] = shufflevector <4 x i32> [[COPY]], <4 x i32> poison, <2 x i32> <i32 0, i32 1>
; CHECK: shufflevector <8 x i8> %{{[0-9]+}}, <8 x i8> %{{[0-9]+}}, <16 x i32>
; CHECK: shufflevector <8 x i8> %{{[0-9]+}}, <8 x i8> %{{[0-9]+}}, <16 x i32>
; CHECK: [[DIFFER:%[0-9]+]] = icmp ne i128
; CHECK-NEXT: br i1 [[DIFFER]], label %tandem.detected, label %{{[0-9]+}}, !prof
; CHECK: store volatile <2 x i32> [[V]],
; CHECK-NOT: icmp
; CHECK: store volatile <8 x i8>
define void @halves(ptr %p, <2 x i32> %v, <8 x i8> %w) {
  store <2 x i32> %v, ptr %p
  %second = getelementptr i8, ptr %p, i64 8
  store <8 x i8> %w, ptr %second
  ret void
}
