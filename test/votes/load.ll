; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The address of a load is voted on in front of it: copies made for that, which
; the load then uses. What was loaded is compared with what the second copy of the
; address holds, and then copied twice. Where one of them differs cold code loads again, from the majority of the address;
; that counts as a correction only where it is no race.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>,verify' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @use(i32)

; CHECK-LABEL: @shared(
; CHECK: [[P1S:%[0-9]+]] = call { ptr, ptr, ptr } asm sideeffect "# replica 1", "=r,=r,=r,0,1,2"(ptr [[P1I:%[0-9]+]], ptr [[P1I]], ptr [[P1I]])
; CHECK-NEXT: %p = extractvalue { ptr, ptr, ptr } [[P1S]], 0
; CHECK-NEXT: [[P1:%p.r[0-9]*]] = extractvalue { ptr, ptr, ptr } [[P1S]], 1
; CHECK: [[A:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK-NEXT: [[A1:%[0-9]+]] = call ptr asm "# replica 1", "=r,0"(ptr [[P1]])
; CHECK-NEXT: [[BAD:%[0-9]+]] = icmp ne ptr [[A]], [[A1]]
; CHECK-NEXT: br i1 [[BAD]], label %[[VOTE:tandem.vote[0-9]*]], label %[[LOAD:[0-9]+]], !prof
; CHECK: [[LOAD]]:
; CHECK-NEXT: %value = load i32, ptr [[A]], align 4
; CHECK-NEXT: %tandem.second = load i32, ptr [[A1]], align 4
; CHECK-NEXT: [[DIFFER:%[0-9]+]] = icmp ne i32 %value, %tandem.second
; CHECK-NEXT: br i1 [[DIFFER]], label %[[VOTE]], label %[[ON:[0-9]+]], !prof
; CHECK: [[ON]]:
; CHECK-NEXT: [[VALUE:%.*]] = phi i32 [ [[AGAIN:%[0-9]+]], %tandem.again ], [ %value, %[[LOAD]] ]
; CHECK-NEXT: call i32 asm "# replica 1", "=r,0"(i32 [[VALUE]])
; CHECK-NEXT: call i32 asm "# replica 2", "=r,0"(i32 [[VALUE]])
; CHECK: [[VOTE]]:
; CHECK-NEXT: [[BAD:%[0-9]+]] = icmp ne ptr %p, [[P1]]
; CHECK-NEXT: [[RIGHT:%[0-9]+]] = select i1 [[BAD]]
; CHECK: br i1 [[BAD]], label %tandem.count, label %tandem.again
; CHECK: tandem.again:
; CHECK-NEXT: [[AGAIN]] = load volatile i32, ptr [[RIGHT]]
; CHECK: tandem.count:
; CHECK-NEXT: call preserve_mostcc void @tandem.corrected()
; CHECK-NEXT: br label %tandem.again
define void @shared(ptr %p) {
  %value = load i32, ptr %p
  call void @use(i32 %value)
  ret void
}

; Nobody else writes here: a difference is a fault.
; CHECK-LABEL: @private(
; CHECK-NOT: tandem.count
; CHECK: load volatile
; CHECK-NOT: tandem.count
; CHECK: define
define void @private(i64 %i) {
  %memory = alloca [4 x i32]
  %at = getelementptr i32, ptr %memory, i64 %i
  store i32 5, ptr %at
  %value = load i32, ptr %at
  call void @use(i32 %value)
  ret void
}

; The second load uses what the first one has voted on, so that is repaired there.
; CHECK-LABEL: @row(
; CHECK: [[A:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK: [[A1:%[0-9]+]] = call ptr asm "# replica 1"
; CHECK: icmp ne ptr [[A]], [[A1]]
; CHECK: %first = load
; CHECK: [[Q1:%.*]] = phi ptr [ %{{.*}}, %tandem.again{{[0-9]*}} ], [ [[A1]], %
; CHECK: [[Q:%.*]] = phi ptr [ %{{.*}}, %tandem.again{{[0-9]*}} ], [ [[A]], %
; CHECK-NOT: icmp ne ptr
; CHECK: [[NEXT:%[0-9]+]] = getelementptr i32, ptr [[Q]], i64 1
; CHECK-NEXT: %second = load i32, ptr [[NEXT]]
define void @row(ptr %p) {
  %first = load i32, ptr %p
  %next = getelementptr i32, ptr %p, i64 1
  %second = load i32, ptr %next
  %sum = add i32 %first, %second
  call void @use(i32 %sum)
  ret void
}

; Vectors are compared by one test.
; CHECK-LABEL: @vectors(
; CHECK: %first = load <4 x i32>
; CHECK: %second = load <4 x i32>
; CHECK-COUNT-2: %tandem.second{{[0-9]*}} = load <4 x i32>
; CHECK-COUNT-2: icmp eq <16 x i8>
; CHECK: icmp ne i16 %{{[0-9]+}}, -1
; CHECK-NOT: %tandem.second
; CHECK: define
define void @vectors(ptr %p) {
  %first = load <4 x i32>, ptr %p
  %next = getelementptr i8, ptr %p, i64 16
  %second = load <4 x i32>, ptr %next
  %sum = add <4 x i32> %first, %second
  %element = extractelement <4 x i32> %sum, i64 2
  call void @use(i32 %element)
  ret void
}

; An address made in steps from another, which a call uses too: each step stays
; behind what it is made from.
; RUN: %opt -passes='tandem<recovery=none;tmr>,verify' -S %s -o /dev/null
declare void @pass(ptr, ptr)

define void @steps(ptr %table, i64 %a, i64 %b) {
  %first = getelementptr i64, ptr %table, i64 %a
  %next = add i64 %b, 1
  %second = getelementptr i64, ptr %first, i64 %next
  call void @pass(ptr %first, ptr %second)
  ret void
}

; In position-independent code the base of a table lies in a register: it is
; computed three times, from different constants, and voted on like any other
; part of an address. The third is computed in cold code.
; CHECK-LABEL: @element(
; CHECK-DAG: call ptr asm "# replica 1", "=r,0"(ptr getelementptr{{.*}} @table, i64 64))
; CHECK-DAG: call ptr asm "# replica 3", "=r,0"(ptr getelementptr{{.*}} @table, i64 192))
; CHECK: [[BASE:%[0-9]+]] = call ptr asm "# checked", "=r,0"(ptr
; CHECK: icmp ne ptr [[BASE]], %
; CHECK: getelementptr {{.*}}ptr [[BASE]], i64 0, i64 %
; CHECK: tandem.vote:
; CHECK: call ptr asm "# replica 2", "=r,0"(ptr getelementptr{{.*}} @table, i64 128))
@table = internal global [8 x i32] zeroinitializer

define i32 @element(i64 %i) {
  %at = getelementptr [8 x i32], ptr @table, i64 0, i64 %i
  %value = load i32, ptr %at
  ret i32 %value
}

!llvm.module.flags = !{!0, !1}
!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"PIE Level", i32 2}

; A byte that is needed in two widths: both are defined anew.
; CHECK-LABEL: @widths(
; CHECK: tandem.again:
; CHECK-NEXT: [[BYTE:%[0-9]+]] = load volatile i8
; CHECK-DAG: zext i8 [[BYTE]] to i32
; CHECK-DAG: zext i8 [[BYTE]] to i64
define i64 @widths(ptr %p) {
  %byte = load i8, ptr %p
  %index = zext i8 %byte to i64
  %value = zext i8 %byte to i32
  call void @use(i32 %value)
  ret i64 %index
}

; A vector and its copies are the results of one asm, which stays: vector registers
; are few, and of a spilled vector each use would load all three.
; CHECK-LABEL: @vector(
; CHECK: %v = load <4 x i32>
; CHECK: [[IS:%[0-9]+]] = phi <4 x i32> {{.*}}[ %v,
; CHECK: call { <4 x i32>, <4 x i32>, <4 x i32> } asm sideeffect "# replica 1", "=x,=x,=x,0,1,2"(<4 x i32> [[IS]], <4 x i32> [[IS]], <4 x i32> [[IS]])
; CHECK-NOT: asm "# replica
; CHECK: add <4 x i32>
define void @vector(ptr %p, ptr %q) {
  %v = load <4 x i32>, ptr %p
  %w = add <4 x i32> %v, %v
  store <4 x i32> %w, ptr %q
  ret void
}
