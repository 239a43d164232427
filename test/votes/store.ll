; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A store is voted on in front: its value and the parts of its address, each
; first copy against the second. What is stored, and where, is what was compared:
; copies made for that. In cold code the third copy decides; it counts, stores and
; goes on behind the store. Three different values are a detection.
;
; RUN: %opt -passes='tandem<recovery=none;tmr>' -S %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @through_pointer(
; CHECK-DAG: [[X1S:%[0-9]+]] = call { i32, i32, i32 } asm sideeffect "# replica 1", "=r,=r,=r,0,1,2"(i32 [[X1I:%[0-9]+]], i32 [[X1I]], i32 [[X1I]])
; CHECK-DAG: %x = extractvalue { i32, i32, i32 } [[X1S]], 0
; CHECK-DAG: [[X1:%x.r[0-9]*]] = extractvalue { i32, i32, i32 } [[X1S]], 1
; CHECK-DAG: [[X2:%x.r[0-9]*]] = extractvalue { i32, i32, i32 } [[X1S]], 2
; CHECK-DAG: [[P1S:%[0-9]+]] = call { ptr, ptr, ptr } asm sideeffect "# replica 1", "=r,=r,=r,0,1,2"(ptr [[P1I:%[0-9]+]], ptr [[P1I]], ptr [[P1I]])
; CHECK-DAG: %p = extractvalue { ptr, ptr, ptr } [[P1S]], 0
; CHECK-DAG: [[P1:%p.r[0-9]*]] = extractvalue { ptr, ptr, ptr } [[P1S]], 1
; CHECK-DAG: [[P2:%p.r[0-9]*]] = extractvalue { ptr, ptr, ptr } [[P1S]], 2
; CHECK: [[P:%[0-9]+]] = call ptr asm sideeffect "# checked", "=r,0"(ptr %p)
; CHECK: [[X:%[0-9]+]] = call i32 asm sideeffect "# checked", "=r,0"(i32 %x)
; CHECK: icmp ne ptr [[P]], [[P1]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.vote, label %[[NEXT:[0-9]+]], !prof
; CHECK: [[NEXT]]:
; CHECK-NEXT: icmp ne i32 [[X]], [[X1]]
; CHECK-NEXT: br i1 %{{[0-9]+}}, label %tandem.vote, label %[[STORE:[0-9]+]], !prof
; CHECK: [[STORE]]:
; CHECK-NEXT: store i32 [[X]], ptr [[P]]
; CHECK-NEXT: br label %[[BEHIND:[0-9]+]]
; CHECK: [[BEHIND]]:
; CHECK-NEXT: ret void
; CHECK: tandem.vote:
; CHECK: [[DP:%[0-9]+]] = icmp ne ptr %p, [[P1]]
; CHECK-NEXT: [[PM:%[0-9]+]] = select i1 [[DP]], ptr [[P2]], ptr %p
; CHECK-NEXT: icmp ne ptr [[PM]], %p
; CHECK-NEXT: icmp ne ptr [[PM]], [[P1]]
; CHECK: [[DX:%[0-9]+]] = icmp ne i32 %x, [[X1]]
; CHECK: [[XM:%[0-9]+]] = select i1 [[DX]], i32 [[X2]], i32 %x
; CHECK: br i1 %{{[0-9]+}}, label %tandem.detected, label %tandem.repair, !prof
; CHECK: tandem.repair:
; CHECK-NEXT: call preserve_mostcc void @tandem.corrected(
; CHECK-NEXT: store i32 [[XM]], ptr [[PM]]
; CHECK-NEXT: br label %[[BEHIND]]
; CHECK: tandem.detected:
; CHECK-NEXT: call void @__tandem_detected(
define void @through_pointer(ptr %p, i32 %x) {
  store i32 %x, ptr %p
  ret void
}

; Stores in a row are voted on together. Of one value alone the third copy is right
; when the first two differ, and stays as it is.
; CHECK-LABEL: @twice(
; CHECK: [[YS:%[0-9]+]] = call { i64, i64, i64 } asm sideeffect "# replica 1", "=r,=r,=r,0,1,2"(i64 [[YI:%[0-9]+]], i64 [[YI]], i64 [[YI]])
; CHECK-NEXT: %y = extractvalue { i64, i64, i64 } [[YS]], 0
; CHECK-NEXT: [[Y1:%y.r[0-9]*]] = extractvalue { i64, i64, i64 } [[YS]], 1
; CHECK-NEXT: [[Y2:%y.r[0-9]*]] = extractvalue { i64, i64, i64 } [[YS]], 2
; CHECK-NEXT: [[Y:%[0-9]+]] = call i64 asm sideeffect "# checked", "=r,0"(i64 %y)
; CHECK-NEXT: icmp ne i64 [[Y]], [[Y1]]
; CHECK-NOT: icmp
; CHECK: store volatile i64 [[Y]], ptr @a
; CHECK-NEXT: store volatile i64 [[Y]], ptr @b
; CHECK-NOT: {{phi|select}}
; CHECK: tandem.repair:
; CHECK: store volatile i64 [[Y2]], ptr @a
; CHECK-NEXT: store volatile i64 [[Y2]], ptr @b
@a = global i64 0
@b = global i64 0
define void @twice(i64 %y) {
  store i64 %y, ptr @a
  store i64 %y, ptr @b
  ret void
}

; One more is on its own.
; CHECK-LABEL: @thrice(
; CHECK: icmp ne i64 [[Y:%[0-9]+]],
; CHECK: store volatile i64 [[Y]], ptr @a
; CHECK-NEXT: store volatile i64 [[Y]], ptr @b
; CHECK: icmp ne i64 [[Z:%[0-9]+]],
; CHECK: store i64 [[Z]], ptr @a
; CHECK: ret void
define void @thrice(i64 %y) {
  store i64 %y, ptr @a
  store i64 %y, ptr @b
  store i64 %y, ptr @a
  ret void
}

; What cold code calls has the argument, and saves its register.
; CHECK: define internal preserve_mostcc void @tandem.corrected()
; CHECK-NEXT: notail call preserve_mostcc void @__tandem_corrected(ptr @tandem.site)
