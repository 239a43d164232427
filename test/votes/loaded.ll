; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What was just loaded, and compared, addresses the next load as it is: without
; another vote, and the second copy is what the second load gave. A store behind
; the load from its address uses what that used.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>,verify' -S %s | FileCheck %s
; RUN: %opt -passes='tandem<recovery=undo;tmr>,verify' -S %s -o /dev/null

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @use(i32)

; CHECK-LABEL: @count(
; CHECK: %index = zext i8 %byte to i64
; CHECK-NEXT: [[HELD:%[0-9]+]] = call i64 asm "# checked", "=r,0"(i64 %index)
; CHECK-NEXT: %[[BYTE:tandem.second[0-9]*]] = load i8
; CHECK-NEXT: [[SECOND:%[0-9]+]] = zext i8 %[[BYTE]] to i64
; CHECK-NEXT: icmp ne i64 [[HELD]], [[SECOND]]
; CHECK: [[SECOND2:%[0-9]+]] = phi i64 [ %{{[0-9]+}}, %{{.*}} ], [ [[SECOND]], %
; CHECK-NEXT: [[HELD2:%[0-9]+]] = phi i64 [ %{{[0-9]+}}, %{{.*}} ], [ [[HELD]], %
; CHECK: [[REPLICA:%[0-9]+]] = call i64 asm "# replica 1", "=r,0"(i64 [[SECOND2]])
; CHECK-NOT: icmp ne i64
; CHECK: [[AT:%[0-9]+]] = getelementptr i32, ptr [[BASE:%[0-9]+]], i64 [[HELD2]]
; CHECK-NEXT: %old = load i32, ptr [[AT]]
; CHECK-NEXT: [[AT2:%[0-9]+]] = getelementptr i32, ptr %{{[0-9]+}}, i64 [[REPLICA]]
; CHECK-NEXT: load i32, ptr [[AT2]]
; The cold code of the load repairs what the store uses.
; CHECK: [[INDEX:%[0-9]+]] = phi i64 [ %{{[0-9]+}}, %tandem.again{{[0-9]*}} ], [ [[HELD2]], %
; CHECK-NEXT: [[COUNTS:%[0-9]+]] = phi ptr [ %{{[0-9]+}}, %tandem.again{{[0-9]*}} ], [ [[BASE]], %
; CHECK-NOT: icmp ne {{i64|ptr}}
; CHECK: icmp ne i32
; CHECK-NOT: icmp
; CHECK: [[TO:%[0-9]+]] = getelementptr i32, ptr [[COUNTS]], i64 [[INDEX]]
; CHECK-NEXT: store i32 %{{[0-9]+}}, ptr [[TO]]
define void @count(ptr %bytes, ptr %counts) {
  %byte = load i8, ptr %bytes
  %index = zext i8 %byte to i64
  %at = getelementptr i32, ptr %counts, i64 %index
  %old = load i32, ptr %at
  %new = add i32 %old, 1
  store i32 %new, ptr %at
  ret void
}

; Behind a call the pointer is voted on again: it may have been somewhere else.
; CHECK-LABEL: @across_call(
; CHECK: %next = load ptr
; CHECK: call void @use
; CHECK: [[HELD:%[0-9]+]] = call ptr asm {{.*}}"# checked"
; CHECK-NEXT: [[SECOND:%[0-9]+]] = call ptr asm "# replica 1"
; CHECK-NEXT: icmp ne ptr [[HELD]], [[SECOND]]
; CHECK: %value = load i32, ptr [[HELD]]
define i32 @across_call(ptr %list) {
  %next = load ptr, ptr %list
  call void @use(i32 1)
  %value = load i32, ptr %next
  ret i32 %value
}

; Nothing was loaded from where this store goes.
; CHECK-LABEL: @mark(
; CHECK: %index = zext i8 %byte to i64
; CHECK-NEXT: %[[BYTE:tandem.second[0-9]*]] = load i8
; CHECK: [[HELD:%[0-9]+]] = call i64 asm "# checked", "=r,0"(i64 %index{{[0-9]*}})
; CHECK: icmp ne i64 [[HELD]]
; CHECK: [[TO:%[0-9]+]] = getelementptr i32, ptr %{{[0-9]+}}, i64 [[HELD]]
; CHECK-NEXT: store i32 1, ptr [[TO]]
define void @mark(ptr %bytes, ptr %marks) {
  %byte = load i8, ptr %bytes
  %index = zext i8 %byte to i64
  %at = getelementptr i32, ptr %marks, i64 %index
  store i32 1, ptr %at
  ret void
}
