; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A plain store of any type is protected: none is left out silently, none
; is reported.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>%t
; RUN: grep -c '^store' %t | grep -x 15
; RUN: not grep -E '^(once|pass|unable) .* store ' %t
; RUN: %opt_tandem -pass-remarks-missed=tandem %s 2>&1 | FileCheck %s
; CHECK-NOT: is not protected
; CHECK: call void @__tandem_detected

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

define void @stores(ptr %p, i1 %a, i8 %b, i16 %c, i37 %d, i64 %e, i128 %f,
                    half %g, float %h, double %i, x86_fp80 %j, fp128 %k,
                    <3 x i8> %l, <8 x i1> %m, <4 x ptr> %n, { i8, double } %o) {
  store i1 %a, ptr %p
  store i8 %b, ptr %p
  store i16 %c, ptr %p
  store i37 %d, ptr %p
  store i64 %e, ptr %p
  store i128 %f, ptr %p
  store half %g, ptr %p
  store float %h, ptr %p
  store double %i, ptr %p
  store x86_fp80 %j, ptr %p
  store fp128 %k, ptr %p
  store <3 x i8> %l, ptr %p
  store <8 x i1> %m, ptr %p
  store <4 x ptr> %n, ptr %p
  store { i8, double } %o, ptr %p
  ret void
}
