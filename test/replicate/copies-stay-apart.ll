; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Two opaque copies of one value are never merged, on a processor whose assembler
; writes comments as x86 does and on one whose assembler does not.
;
; RUN: %opt -passes='tandem<recovery=none>,function(early-cse,gvn,instcombine)' -S %s \
; RUN:   -mtriple=x86_64-pc-linux-gnu | FileCheck %s
; RUN: %opt -passes='tandem<recovery=none>,function(early-cse,gvn,instcombine)' -S %s \
; RUN:   -mtriple=aarch64-linux-gnu | FileCheck %s

; CHECK-LABEL: @same(
; CHECK-NEXT: [[BOTH:%[0-9]+]] = call { ptr, ptr } asm sideeffect {{.*}}, "=r,=r,0,1"(ptr [[IN:%[0-9]+]], ptr [[IN]])
; CHECK-NEXT: %x = extractvalue { ptr, ptr } [[BOTH]], 0
; CHECK-NEXT: %x.r = extractvalue { ptr, ptr } [[BOTH]], 1
; CHECK-NEXT: [[CHECKED:%[0-9]+]] = call ptr asm {{.*}}(ptr %x)
; CHECK-NEXT: [[DIFFER:%.+]] = icmp {{ne|eq}} ptr [[CHECKED]], %x.r
; CHECK-NEXT: br i1 [[DIFFER]]
; CHECK-NOT: ret ptr %{{x|0}}
; CHECK: ret ptr {{%[0-9]+|%x\.r}}
define ptr @same(ptr %x) {
  ret ptr %x
}
