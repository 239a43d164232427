; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What enters the sphere from outside (arguments, results of calls, of invokes,
; of atomics and of volatile loads, landing pads) is taken once and its replica
; is an opaque copy.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare i32 @external()
declare i32 @__gxx_personality_v0(...)

; CHECK-LABEL: @call_result(
; CHECK: [[VRI:%[0-9]+]] = call i32 @external()
; CHECK-NEXT: [[VRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[VRI]], i32 [[VRI]])
; CHECK-NEXT: %value = extractvalue { i32, i32 } [[VRS]], 0
; CHECK-NEXT: [[VR:%value.r[0-9]*]] = extractvalue { i32, i32 } [[VRS]], 1
; CHECK-NOT: @external()
; CHECK: %twice.r = shl i32 [[VR]], 1
define i32 @call_result() {
  %value = call i32 @external()
  %twice = shl i32 %value, 1
  ret i32 %twice
}

; CHECK-LABEL: @volatile_result(
; CHECK: [[VRI:%[0-9]+]] = load volatile i32, ptr
; CHECK-NEXT: [[VRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[VRI]], i32 [[VRI]])
; CHECK-NEXT: %value = extractvalue { i32, i32 } [[VRS]], 0
; CHECK-NEXT: [[VR:%value.r[0-9]*]] = extractvalue { i32, i32 } [[VRS]], 1
; CHECK-NOT: load
; CHECK: %twice.r = shl i32 [[VR]], 1
; CHECK-NOT: load
; CHECK: ret i32
define i32 @volatile_result(ptr %p) {
  %value = load volatile i32, ptr %p
  %twice = shl i32 %value, 1
  ret i32 %twice
}

; CHECK-LABEL: @atomic_results(
; CHECK: [[OLDRI:%[0-9]+]] = atomicrmw add ptr
; CHECK-NEXT: [[OLDRS:%[0-9]+]] = call { i32, i32 } asm sideeffect "# replica 1", "=r,=r,0,1"(i32 [[OLDRI]], i32 [[OLDRI]])
; CHECK-NEXT: %old = extractvalue { i32, i32 } [[OLDRS]], 0
; CHECK-NEXT: [[OLDR:%old.r[0-9]*]] = extractvalue { i32, i32 } [[OLDRS]], 1
; CHECK-NOT: atomicrmw
; CHECK: %pair = cmpxchg ptr
; CHECK-NOT: cmpxchg
; CHECK: call i32 asm "# replica 1", "=r,0"(i32
; CHECK: %seen = extractvalue { i32, i1 } %pair, 0
; CHECK-NEXT: %seen.r = extractvalue { i32, i1 } %{{[0-9]+}}, 0
; CHECK: %sum.r = add i32 [[OLDR]], %seen.r
define i32 @atomic_results(ptr %p, i32 %x) {
  %old = atomicrmw add ptr %p, i32 %x seq_cst
  %pair = cmpxchg ptr %p, i32 %x, i32 0 seq_cst seq_cst
  %seen = extractvalue { i32, i1 } %pair, 0
  %sum = add i32 %old, %seen
  ret i32 %sum
}

; CHECK-LABEL: @invoke_result(
; CHECK: %value = invoke i32 @external()
; CHECK-NOT: @external()
; CHECK: [[VR:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32 %value)
; CHECK-NEXT: br label %join
; CHECK: %pad = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NOT: landingpad
; CHECK: [[TR:%[0-9]+]] = call i32 asm "# replica 1", "=r,0"(i32
; CHECK: %result.r = phi i32 [ [[VR]], {{.*}} ], [ %{{.*}}.r, {{.*}} ]
define i32 @invoke_result() personality ptr @__gxx_personality_v0 {
entry:
  %value = invoke i32 @external() to label %join unwind label %caught
caught:
  %pad = landingpad { ptr, i32 } cleanup
  %type = extractvalue { ptr, i32 } %pad, 1
  br label %join
join:
  %result = phi i32 [ %value, %entry ], [ %type, %caught ]
  ret i32 %result
}
