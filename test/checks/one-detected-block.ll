; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A function has one block that reports a detection, however many checks lead
; there, and none without a check. The report is cold and does not return.
;
; RUN: %opt_tandem %s | FileCheck %s
; RUN: %opt_tandem %s | grep -c 'call void @__tandem_detected' | grep -x 2
; RUN: %opt_tandem %s | grep -c '^tandem.detected:' | grep -x 2

; CHECK: [[NAME:@tandem.text[.0-9]*]] = private {{.*}}c"many\00"
; CHECK: [[SITE:@tandem.site[.0-9]*]] = private {{.*}} { ptr [[NAME]], ptr null, i32 0 }

; CHECK-LABEL: @many(
; CHECK: br i1 {{.*}}%tandem.detected
; CHECK: br i1 {{.*}}%tandem.detected
; CHECK: tandem.detected:
; CHECK-NEXT: call void @__tandem_detected(ptr [[SITE]])
; CHECK-NEXT: unreachable
define i32 @many(ptr %p, i32 %x, i1 %c) {
  store i32 %x, ptr %p
  br i1 %c, label %yes, label %no
yes:
  ret i32 %x
no:
  ret i32 5
}

; CHECK-LABEL: @another(
; CHECK: call void @__tandem_detected(
; CHECK-NOT: [[SITE]])
define i32 @another(i32 %x) {
  ret i32 %x
}

; CHECK-LABEL: @none(
; CHECK-NEXT: ret void
define void @none() {
  ret void
}

; CHECK: ; Function Attrs: cold noreturn nounwind
; CHECK-NEXT: declare void @__tandem_detected(ptr)
