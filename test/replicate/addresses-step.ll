; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; An address that is more than one addressing mode is a pointer that steps, and so
; is its replica: neither multiplies in the loop. What an addressing mode computes
; stays an index, and code that is not optimised stays as it is.
;
; RUN: %opt_tandem %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: %opt -passes=verify -disable-output %t.ll

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

%record = type { i64, i64, i64 }

; CHECK-LABEL: @sum(
; CHECK: loop:
; CHECK-DAG: [[P:%[a-z0-9.]+]] = phi ptr
; CHECK-DAG: [[R:%[a-z0-9.]+]] = phi ptr
; CHECK-NOT: getelementptr %record
; CHECK-NOT: {{ (mul|shl) }}
; CHECK-DAG: = getelementptr i8, ptr [[P]], i64 24
; CHECK-DAG: = getelementptr i8, ptr [[R]], i64 24
; CHECK-NOT: getelementptr %record
; CHECK-NOT: {{ (mul|shl) }}
; CHECK: ret i64
define i64 @sum(ptr %records, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi i64 [ 0, %entry ], [ %more, %loop ]
  %at = getelementptr inbounds %record, ptr %records, i64 %i
  %value = load i64, ptr %at
  %more = add i64 %sum, %value
  %next = add nuw nsw i64 %i, 1
  %end = icmp eq i64 %next, %n
  br i1 %end, label %done, label %loop
done:
  ret i64 %more
}

; CHECK-LABEL: @folded(
; CHECK: loop:
; CHECK-NOT: phi ptr
; CHECK: ret i64
define i64 @folded(ptr %numbers, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi i64 [ 0, %entry ], [ %more, %loop ]
  %at = getelementptr inbounds i64, ptr %numbers, i64 %i
  %behind = getelementptr inbounds i8, ptr %at, i64 8
  %value = load i64, ptr %behind
  %more = add i64 %sum, %value
  %next = add nuw nsw i64 %i, 1
  %end = icmp eq i64 %next, %n
  br i1 %end, label %done, label %loop
done:
  ret i64 %more
}

; CHECK-LABEL: @plain(
; CHECK: loop:
; CHECK-NOT: phi ptr
; CHECK: getelementptr %record, ptr %records, i64 %i
; CHECK-NOT: phi ptr
; CHECK: ret i64
define i64 @plain(ptr %records, i64 %n) noinline optnone {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi i64 [ 0, %entry ], [ %more, %loop ]
  %at = getelementptr inbounds %record, ptr %records, i64 %i
  %value = load i64, ptr %at
  %more = add i64 %sum, %value
  %next = add nuw nsw i64 %i, 1
  %end = icmp eq i64 %next, %n
  br i1 %end, label %done, label %loop
done:
  ret i64 %more
}
