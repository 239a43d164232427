; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Scalar numbers and their replicas are computed in the lanes of one vector
; where that is cheaper, always with lanes=force, never with lanes=off or for
; other processors; no scalar operation is left.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt -passes='tandem<recovery=none;lanes=force>' -S %s \
; RUN:   | FileCheck %s --check-prefixes=CHECK,FORCE
; RUN: %opt -passes='tandem<lanes=off>' -S %s \
; RUN:   | FileCheck %s --check-prefix=OFF --implicit-check-not='x {{float|double}}>'
; RUN: %opt_tandem %s | llc -O2 -o - | FileCheck %s --check-prefix=ASM
; RUN: sed s/x86_64-pc/aarch64-unknown/ %s \
; RUN:   | %opt -passes='tandem<recovery=none;lanes=force>' -S - \
; RUN:   | FileCheck %s --check-prefix=OFF --implicit-check-not='x {{float|double}}>'

target triple = "x86_64-pc-linux-gnu"

; CHECK-LABEL: @root(
; CHECK: [[XRS:%[0-9]+]] = call { double, double } asm sideeffect "# replica 1", "=x,=x,0,1"(double [[XRI:%[0-9]+]], double [[XRI]])
; CHECK-NEXT: %x = extractvalue { double, double } [[XRS]], 0
; CHECK-NEXT: [[XR:%x.r[0-9]*]] = extractvalue { double, double } [[XRS]], 1
; CHECK: [[L:%[0-9]+]] = insertelement <2 x double> poison, double %x, i64 0
; CHECK: [[LR:%[0-9]+]] = insertelement <2 x double> [[L]], double [[XR]], i64 1
; CHECK: [[B:%[0-9]+]] = call <2 x double> @llvm.sqrt.v2f64(<2 x double> [[LR]])
; CHECK-NOT: call double @llvm.sqrt
; The copy that is compared and returned has both lanes too.
; CHECK: [[C:%[0-9]+]] = call <2 x double> asm "# checked", "=x,0"(<2 x double> [[B]])
; CHECK: [[Y:%[0-9]+]] = extractelement <2 x double> [[C]], i64 0
; CHECK: icmp ne i128
; CHECK: ret double [[Y]]
; OFF: %y.r = call double @llvm.sqrt.f64
; ASM-LABEL: root:
; ASM: sqrtpd
; ASM-NOT: sqrtsd
; ASM: pcmpeqb
; ASM-LABEL: quotient:
; ASM: divps
; ASM-NOT: divss
; ASM-LABEL: product:
define double @root(double %x) {
  %y = call double @llvm.sqrt.f64(double %x)
  ret double %y
}

; No lane holds what could raise an exception of its own.
; CHECK-LABEL: @quotient(
; CHECK-COUNT-2: shufflevector <2 x float> {{.*}} <i32 0, i32 1, i32 0, i32 1>
; CHECK: fdiv <4 x float>
; CHECK-NOT: fdiv float
; CHECK: unreachable
define float @quotient(float %x, float %y) {
  %q = fdiv float %x, %y
  ret float %q
}

; CHECK-LABEL: @product(
; FORCE: fmul <2 x double>
; FORCE-NOT: fmul double
; OFF: %p = fmul double
; OFF: %p.r = fmul double
define double @product(double %x, double %y) {
  %p = fmul double %x, %y
  ret double %p
}

; A loop: what enters is packed in front of it, constants are splats, and a
; comparison decides on lane 0 and again on lane 1.
; CHECK-LABEL: @series(
; CHECK: entry:
; CHECK: [[XL:%[0-9]+]] = insertelement <2 x double> {{.*}}, i64 1
; CHECK: loop:
; CHECK: [[SUM:%[0-9]+]] = phi <2 x double> [ zeroinitializer, %entry ], [ [[NEXT:%[0-9]+]], %{{.*}} ]
; CHECK: [[TERM:%[0-9]+]] = phi <2 x double> [ <double 1.000000e+00, double 1.000000e+00>, %entry ]
; CHECK: fmul <2 x double> [[TERM]], [[XL]]
; CHECK: [[NEXT]] = fadd <2 x double>
; CHECK: [[N0:%.*]] = extractelement <2 x double> [[NEXT]], i64 0
; CHECK: [[N1:%.*]] = extractelement <2 x double> [[NEXT]], i64 1
; CHECK-NOT: f{{add|mul|sub}} double
; CHECK: fcmp olt double [[N0]]
; CHECK: fcmp olt double [[N1]]
; CHECK: ret double
; OFF: %next.r = fadd double
; OFF: ret double
define double @series(double %x) {
entry:
  br label %loop

loop:
  %sum = phi double [ 0.0, %entry ], [ %next, %loop ]
  %term = phi double [ 1.0, %entry ], [ %scaled, %loop ]
  %step = fmul double %term, %x
  %scaled = fmul double %step, 5.000000e-01
  %square = fmul double %scaled, %scaled
  %both = fadd double %square, %scaled
  %next = fadd double %sum, %both
  %more = fcmp olt double %next, 1.000000e+02
  br i1 %more, label %loop, label %done

done:
  ret double %next
}

declare double @llvm.sqrt.f64(double)
