; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Two sums over the halves of a vector become one, and two stores of small
; vectors side by side; a small vector that a loop keeps for its last elements
; stays a number. Not what something else needs or stands in between.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; The sum leaves the loop in PHIs, one accumulator does not start from 0, and
; another is left alone.
; CHECK-LABEL: @accumulators(
; CHECK: shufflevector <4 x i32> %start, <4 x i32> zeroinitializer, <8 x i32> <i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>
; CHECK: phi <8 x i32>
; CHECK-NOT: phi <4 x i32>
; CHECK: zext <8 x i8> %{{[0-9]+}} to <8 x i32>
; CHECK: call <8 x i32> @llvm.abs.v8i32(<8 x i32> %{{[0-9]+}}, i1 false)
; CHECK-NOT: add <4 x i32>
; CHECK: call i32 @llvm.vector.reduce.add.v8i32(
; CHECK-NOT: @llvm.vector.reduce.add.v4i32
; CHECK: ret i32
define i32 @accumulators(ptr %p, <4 x i32> %start) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum0 = phi <4 x i32> [ %start, %entry ], [ %more0, %loop ]
  %sum1 = phi <4 x i32> [ zeroinitializer, %entry ], [ %more1, %loop ]
  %a0 = getelementptr i8, ptr %p, i64 %i
  %a1 = getelementptr i8, ptr %a0, i64 4
  %x0 = load <4 x i8>, ptr %a0, align 1
  %x1 = load <4 x i8>, ptr %a1, align 1
  %e0 = zext <4 x i8> %x0 to <4 x i32>
  %e1 = zext <4 x i8> %x1 to <4 x i32>
  %d0 = sub nsw <4 x i32> %e0, <i32 1, i32 2, i32 3, i32 4>
  %d1 = sub nsw <4 x i32> %e1, <i32 5, i32 6, i32 7, i32 8>
  %m0 = call <4 x i32> @llvm.abs.v4i32(<4 x i32> %d0, i1 true)
  %m1 = call <4 x i32> @llvm.abs.v4i32(<4 x i32> %d1, i1 true)
  %more0 = add <4 x i32> %m0, %sum0
  %more1 = add <4 x i32> %m1, %sum1
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %loop
exit:
  %last0 = phi <4 x i32> [ %more0, %loop ]
  %last1 = phi <4 x i32> [ %more1, %loop ]
  %both = add <4 x i32> %last1, %last0
  %all = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %both)
  ret i32 %all
}

; CHECK-LABEL: @unlike_terms(
; CHECK-NOT: phi <8 x i32>
; CHECK: ret i32
define i32 @unlike_terms(ptr %p) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum0 = phi <4 x i32> [ zeroinitializer, %entry ], [ %more0, %loop ]
  %sum1 = phi <4 x i32> [ zeroinitializer, %entry ], [ %more1, %loop ]
  %a0 = getelementptr i8, ptr %p, i64 %i
  %a1 = getelementptr i8, ptr %a0, i64 4
  %x0 = load <4 x i8>, ptr %a0, align 1
  %x1 = load <4 x i8>, ptr %a1, align 1
  %e0 = zext <4 x i8> %x0 to <4 x i32>
  %e1 = sext <4 x i8> %x1 to <4 x i32>
  %more0 = add <4 x i32> %e0, %sum0
  %more1 = add <4 x i32> %e1, %sum1
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %loop
exit:
  %both = add <4 x i32> %more1, %more0
  %all = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %both)
  ret i32 %all
}

; CHECK-LABEL: @sum_used_besides(
; CHECK-NOT: phi <8 x i32>
; CHECK: ret i32
define i32 @sum_used_besides(ptr %p, ptr %to) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum0 = phi <4 x i32> [ zeroinitializer, %entry ], [ %more0, %loop ]
  %sum1 = phi <4 x i32> [ zeroinitializer, %entry ], [ %more1, %loop ]
  %a0 = getelementptr i8, ptr %p, i64 %i
  %a1 = getelementptr i8, ptr %a0, i64 4
  %x0 = load <4 x i8>, ptr %a0, align 1
  %x1 = load <4 x i8>, ptr %a1, align 1
  %e0 = zext <4 x i8> %x0 to <4 x i32>
  %e1 = zext <4 x i8> %x1 to <4 x i32>
  %more0 = add <4 x i32> %e0, %sum0
  %more1 = add <4 x i32> %e1, %sum1
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %loop
exit:
  store <4 x i32> %more0, ptr %to
  %both = add <4 x i32> %more1, %more0
  %all = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %both)
  ret i32 %all
}

; Each sum goes on where the other starts again.
; CHECK-LABEL: @by_turns(
; CHECK-NOT: phi <8 x i32>
; CHECK: ret i32
define i32 @by_turns(ptr %p, i1 %turn) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %one ], [ %next, %other ]
  %sum0 = phi <4 x i32> [ zeroinitializer, %entry ], [ %more0, %one ], [ zeroinitializer, %other ]
  %sum1 = phi <4 x i32> [ zeroinitializer, %entry ], [ zeroinitializer, %one ], [ %more1, %other ]
  %a0 = getelementptr i8, ptr %p, i64 %i
  %a1 = getelementptr i8, ptr %a0, i64 4
  %x0 = load <4 x i8>, ptr %a0, align 1
  %x1 = load <4 x i8>, ptr %a1, align 1
  %e0 = zext <4 x i8> %x0 to <4 x i32>
  %e1 = zext <4 x i8> %x1 to <4 x i32>
  %more0 = add <4 x i32> %e0, %sum0
  %more1 = add <4 x i32> %e1, %sum1
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %on
on:
  br i1 %turn, label %one, label %other
one:
  br label %loop
other:
  br label %loop
exit:
  %both = add <4 x i32> %more1, %more0
  %all = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %both)
  ret i32 %all
}

declare <4 x i32> @llvm.abs.v4i32(<4 x i32>, i1)
declare i32 @llvm.vector.reduce.add.v4i32(<4 x i32>)

; What is narrowed is narrowed at once. The alignment is that of the lower.
; CHECK-LABEL: @stores(
; CHECK: trunc <16 x i16> %{{[0-9]+}} to <16 x i8>
; CHECK-NOT: store <8 x i8>
; CHECK: store <16 x i8> %{{[0-9]+}}, ptr %{{[0-9]+}}, align 4
; CHECK-NOT: store <8 x i8>
; CHECK: ret void
define void @stores(ptr %p, <8 x i16> %x, <8 x i16> %y) {
  %second = getelementptr i8, ptr %p, i64 8
  %low = trunc <8 x i16> %x to <8 x i8>
  %high = trunc <8 x i16> %y to <8 x i8>
  store <8 x i8> %high, ptr %second, align 8
  store <8 x i8> %low, ptr %p, align 4
  ret void
}

; CHECK-LABEL: @apart(
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: ret void
define void @apart(ptr %p, <4 x i8> %x, <4 x i8> %y) {
  store <4 x i8> %x, ptr %p
  %second = getelementptr i8, ptr %p, i64 5
  store <4 x i8> %y, ptr %second
  ret void
}

; CHECK-LABEL: @overlapping(
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: ret void
define void @overlapping(ptr %p, <4 x i8> %x, <4 x i8> %y) {
  store <4 x i8> %x, ptr %p
  %second = getelementptr i8, ptr %p, i64 3
  store <4 x i8> %y, ptr %second
  ret void
}

; CHECK-LABEL: @read_between(
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: ret i32
define i32 @read_between(ptr %p, ptr %q, <4 x i8> %x, <4 x i8> %y) {
  store <4 x i8> %x, ptr %p
  %read = load i32, ptr %q
  %second = getelementptr i8, ptr %p, i64 4
  store <4 x i8> %y, ptr %second
  ret i32 %read
}

; CHECK-LABEL: @written_between(
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: ret void
define void @written_between(ptr %p, ptr %q, <4 x i8> %x, <4 x i8> %y) {
  store <4 x i8> %x, ptr %p
  store i8 1, ptr %q
  %second = getelementptr i8, ptr %p, i64 4
  store <4 x i8> %y, ptr %second
  ret void
}

; CHECK-LABEL: @call_between(
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: store {{(volatile )?}}<4 x i8>
; CHECK: ret void
define void @call_between(ptr %p, <4 x i8> %x, <4 x i8> %y) {
  store <4 x i8> %x, ptr %p
  call void @may_exit()
  %second = getelementptr i8, ptr %p, i64 4
  store <4 x i8> %y, ptr %second
  ret void
}

declare void @may_exit() memory(none)

; CHECK-LABEL: @volatile(
; CHECK: store volatile <4 x i8>
; CHECK: store volatile <4 x i8>
; CHECK: ret void
define void @volatile(ptr %p, <4 x i8> %x, <4 x i8> %y) {
  store volatile <4 x i8> %x, ptr %p
  %second = getelementptr i8, ptr %p, i64 4
  store volatile <4 x i8> %y, ptr %second
  ret void
}

; A byte of the round before, and seven of this.
; CHECK-LABEL: @splice(
; CHECK-NOT: phi <8 x i8>
; CHECK: [[KEPT:%[0-9]+]] = phi i64 [ %{{[0-9a-z]+}}, %{{[0-9a-z]+}} ], [ [[LOADED:%[0-9]+]],
; CHECK: call i64 @llvm.fshr.i64(i64 [[LOADED]], i64 [[KEPT]], i64 56)
; CHECK-NOT: phi <8 x i8>
; CHECK: ret void
define void @splice(ptr %p, ptr noalias %to, i8 %first) {
entry:
  %start = insertelement <8 x i8> poison, i8 %first, i64 7
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %kept = phi <8 x i8> [ %start, %entry ], [ %x, %loop ]
  %a = getelementptr i8, ptr %p, i64 %i
  %x = load <8 x i8>, ptr %a, align 1
  %shifted = shufflevector <8 x i8> %kept, <8 x i8> %x, <8 x i32> <i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14>
  %sum = add <8 x i8> %shifted, %x
  %b = getelementptr i8, ptr %to, i64 %i
  store <8 x i8> %sum, ptr %b
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; Another order of elements.
; CHECK-LABEL: @no_splice(
; CHECK: phi <8 x i8>
; CHECK-NOT: @llvm.fshr
; CHECK: ret void
define void @no_splice(ptr %p, ptr noalias %to, i8 %first) {
entry:
  %start = insertelement <8 x i8> poison, i8 %first, i64 7
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %kept = phi <8 x i8> [ %start, %entry ], [ %x, %loop ]
  %a = getelementptr i8, ptr %p, i64 %i
  %x = load <8 x i8>, ptr %a, align 1
  %shifted = shufflevector <8 x i8> %kept, <8 x i8> %x, <8 x i32> <i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 14, i32 13>
  %sum = add <8 x i8> %shifted, %x
  %b = getelementptr i8, ptr %to, i64 %i
  store <8 x i8> %sum, ptr %b
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %loop
exit:
  ret void
}

; CHECK-LABEL: @kept_for_more(
; CHECK: phi <8 x i8>
; CHECK-NOT: @llvm.fshr
; CHECK: ret void
define void @kept_for_more(ptr %p, ptr noalias %to, i8 %first) {
entry:
  %start = insertelement <8 x i8> poison, i8 %first, i64 7
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %kept = phi <8 x i8> [ %start, %entry ], [ %x, %loop ]
  %a = getelementptr i8, ptr %p, i64 %i
  %x = load <8 x i8>, ptr %a, align 1
  %shifted = shufflevector <8 x i8> %kept, <8 x i8> %x, <8 x i32> <i32 7, i32 8, i32 9, i32 10, i32 11, i32 12, i32 13, i32 14>
  %sum = add <8 x i8> %shifted, %kept
  %b = getelementptr i8, ptr %to, i64 %i
  store <8 x i8> %sum, ptr %b
  %next = add i64 %i, 8
  %done = icmp eq i64 %next, 1024
  br i1 %done, label %exit, label %loop
exit:
  ret void
}
