; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The first two copies of a number share a register, the third is a scalar. A vote
; copies the register, compares it with itself, its lanes swapped, and the third copy
; decides. What a loop carries round or brings in is repaired in the register.
;
; RUN: %opt -passes='tandem<recovery=none;tmr;lanes=force>' -S %s | FileCheck %s
; RUN: %opt -passes='tandem<recovery=none;tmr;lanes=off>' -S %s \
; RUN:   | FileCheck %s --check-prefix=OFF --implicit-check-not='x double>'

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @quotient(
; CHECK: [[THIRD:%.*]] = fdiv double
; CHECK-NEXT: [[Q:%[0-9]+]] = fdiv <2 x double>
; CHECK-NOT: fdiv
; CHECK: [[BOTH:%[0-9]+]] = call <2 x double> asm "# checked", "=x,0"(<2 x double> [[Q]])
; CHECK-NEXT: [[FIRST:%[0-9]+]] = extractelement <2 x double> [[BOTH]], i64 0
; CHECK: [[SWAPPED:%[0-9]+]] = shufflevector <2 x i64> {{.*}} <i32 1, i32 0>
; CHECK: icmp ne i128
; CHECK: br i1 {{.*}} label %tandem.nan, label %[[STORE:[0-9]+]]
; CHECK: [[STORE]]:
; CHECK-NEXT: store double [[FIRST]], ptr
; CHECK: tandem.vote:
; CHECK: [[RIGHT:%[0-9]+]] = select i1 %{{[0-9]+}}, double [[THIRD]], double
; CHECK: tandem.repair:
; CHECK: store double [[RIGHT]], ptr
; CHECK: tandem.nan:
; CHECK-NEXT: extractelement <2 x double> [[BOTH]], i64 1
; OFF-LABEL: @quotient(
; OFF-COUNT-3: fdiv double
define void @quotient(ptr %p, double %x, double %y) {
  %q = fdiv double %x, %y
  store double %q, ptr %p
  ret void
}

; CHECK-LABEL: @series(
; CHECK: entry:
; CHECK: [[SPLAT:%.*]] = shufflevector <2 x double> {{.*}} zeroinitializer
; CHECK: [[X:%[0-9]+]] = call <2 x double> asm "# replica 1", "=x,0"(<2 x double> [[SPLAT]])
; CHECK: loop:
; CHECK-DAG: [[NOW:%[0-9]+]] = phi <2 x double> {{.*}} [ [[X]], %entry ]
; CHECK-DAG: [[SUM:%[0-9]+]] = phi <2 x double> [ zeroinitializer, %entry ]
; CHECK: [[NEXT:%[0-9]+]] = fadd <2 x double>
; CHECK: tandem.round:
; CHECK-DAG: phi <2 x double> {{.*}} [ [[NOW]], %tandem.nan
; CHECK-DAG: phi <2 x double> {{.*}} [ [[NEXT]], %tandem.nan
; CHECK: tandem.decide
; CHECK: tandem.repair
; CHECK-COUNT-2: call <2 x double> asm "# checked", "=x,0"(<2 x double>
; OFF-LABEL: @series(
; OFF-COUNT-3: fadd double
define double @series(double %x) {
entry:
  br label %loop

loop:
  %sum = phi double [ 0.0, %entry ], [ %next, %loop ]
  call void @act()
  %step = fmul double %sum, %x
  %next = fadd double %step, 1.0
  %more = fcmp olt double %next, 1.000000e+02
  br i1 %more, label %loop, label %done

done:
  ret double %next
}

declare void @act()
