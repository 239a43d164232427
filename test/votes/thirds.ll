; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The third copy of what is computed, and used by several votes, is computed in the
; cold code of each, from the third copy of what hot code has.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>,verify' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @effect()

; Two multiplications of each kind in hot code; a vote, its store, the call, and
; another.
; CHECK-LABEL: @twice(
; CHECK: [[A:%[0-9]+]] = extractvalue { i32, i32, i32 } %{{[0-9]+}}, 0
; CHECK: [[A1:%[0-9]+]] = extractvalue { i32, i32, i32 } %{{[0-9]+}}, 1
; CHECK: [[A2:%[0-9]+]] = extractvalue { i32, i32, i32 } %{{[0-9]+}}, 2
; CHECK-DAG: mul i32 [[A]], [[A]]
; CHECK-DAG: mul i32 [[A1]], [[A1]]
; CHECK-NOT: mul i32 [[A2]]
; CHECK: ret void
; CHECK: tandem.vote:
; CHECK: [[S2:%[0-9]+]] = mul i32 [[A2]], [[A2]]
; CHECK: [[X2:%[0-9]+]] = xor i32 [[S2]], 77
; CHECK: select i1 %{{[0-9]+}}, i32 [[X2]], i32
; CHECK: tandem.vote{{[0-9]+}}:
; CHECK: [[T2:%[0-9]+]] = mul i32 [[A2]], [[A2]]
; CHECK: [[Y2:%[0-9]+]] = xor i32 [[T2]], 77
; CHECK: select i1 %{{[0-9]+}}, i32 [[Y2]], i32
define void @twice(ptr %0, i32 %1) {
  %3 = mul i32 %1, %1
  %4 = xor i32 %3, 77
  store i32 %4, ptr %0
  call void @effect()
  store i32 %4, ptr %0
  ret void
}

; What a loop carries round has its third copy in hot code; what is computed from
; it has not.
; CHECK-LABEL: @carried(
; CHECK: [[I2:%[0-9]+]] = phi i64
; CHECK: add i64 %{{[0-9]+}}, 1
; CHECK: add i64 %{{[0-9]+}}, 1
; CHECK: add i64 %{{[0-9]+}}, 1
; CHECK-COUNT-2: mul i64
; CHECK-NOT: mul i64
; CHECK: ret void
; CHECK: tandem.vote
; CHECK: mul i64
; CHECK: tandem.vote
; CHECK: mul i64
define void @carried(ptr %0, i64 %1) {
  br label %3
3:
  %4 = phi i64 [ 0, %2 ], [ %5, %3 ]
  %5 = add i64 %4, 1
  %6 = mul i64 %4, %4
  store i64 %6, ptr %0
  call void @effect()
  store i64 %6, ptr %0
  %7 = icmp ult i64 %5, %1
  br i1 %7, label %3, label %8
8:
  ret void
}

; Two values that nothing else needs would take two registers, for one.
; CHECK-LABEL: @kept(
; CHECK-COUNT-3: mul i32
; CHECK-NOT: mul i32
define void @kept(ptr %0, i32 %1, i32 %2) {
  %4 = mul i32 %1, %2
  store i32 %4, ptr %0
  call void @effect()
  store i32 %4, ptr %0
  ret void
}

; The third copy of a loaded value is made from what the load has compared, behind
; the load: later that register may be what is wrong.
; CHECK-LABEL: @loaded(
; CHECK: [[L:%[0-9]+]] = phi i32
; CHECK: call i32 asm "# replica 1", "=r,0"(i32 [[L]])
; CHECK: call i32 asm "# replica 2", "=r,0"(i32 [[L]])
; CHECK: ret void
; CHECK-NOT: asm "# replica 2", "=r,0"(i32 [[L]])
define void @loaded(ptr %0, ptr %1) {
  %3 = load i32, ptr %1
  store i32 %3, ptr %0
  call void @effect()
  store i32 %3, ptr %0
  ret void
}
