; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Bits the IR leaves open are settled before replication, since two replicas
; could settle them differently: undef and poison become zero, free shuffle
; lanes their own number.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt_tandem %s | not grep -E '(undef|poison)[,>)]'

; CHECK-LABEL: @operands(
; CHECK: %sum = add i32 %x, 0
; CHECK-NEXT: %sum.r = add i32 %x.r, 0
; CHECK: %frozen = freeze i32 0
; CHECK: %part = add <2 x i32> %v, <i32 1, i32 0>
; CHECK-NEXT: %part.r = add <2 x i32> %{{.*}}, <i32 1, i32 0>
; CHECK: store {{(volatile )?}}i32 0, ptr %{{.*}}
define <2 x i32> @operands(i32 %x, <2 x i32> %v, ptr %p) {
  %sum = add i32 %x, undef
  %frozen = freeze i32 poison
  %both = xor i32 %sum, %frozen
  store i32 %both, ptr %p
  %part = add <2 x i32> %v, <i32 1, i32 undef>
  store i32 undef, ptr %p
  ret <2 x i32> %part
}

; CHECK-LABEL: @lanes(
; CHECK: shufflevector <4 x i32> %v, <4 x i32> %w, <4 x i32> <i32 4, i32 1, i32 2, i32 7>
; CHECK-NEXT: %mixed.r = shufflevector {{.*}}, <4 x i32> <i32 4, i32 1, i32 2, i32 7>
define <4 x i32> @lanes(<4 x i32> %v, <4 x i32> %w) {
  %mixed = shufflevector <4 x i32> %v, <4 x i32> %w, <4 x i32> <i32 4, i32 undef, i32 undef, i32 7>
  ret <4 x i32> %mixed
}

; CHECK-LABEL: @paths(
; CHECK: %chosen = phi i32 [ 0, %{{.*}} ], [ %x, %second ]
; CHECK-NEXT: %chosen.r = phi i32 [ %{{[0-9]+}}, %{{.*}} ], [ %x.r, %second ]
define i32 @paths(i32 %x, ptr %p) {
entry:
  %c = load volatile i1, ptr %p
  br label %first
first:
  %chosen = phi i32 [ undef, %entry ], [ %x, %second ]
  store i32 %chosen, ptr %p
  br i1 %c, label %second, label %third
second:
  br label %first
third:
  ret i32 %chosen
}
