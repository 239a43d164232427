; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The defaults, a bare mode and NAME=VALUE are read as they are printed: what
; -print-pipeline-passes says is a pipeline that means the same.
;
; RUN: %opt -passes=tandem -print-pipeline-passes -disable-output %s \
; RUN:   | FileCheck %s --check-prefix=DEFAULT
; RUN: %opt -passes='tandem<dmr>' -print-pipeline-passes -disable-output %s \
; RUN:   | FileCheck %s --check-prefix=DEFAULT
; RUN: %opt -passes='tandem<mode=dmr;recovery=undo;races=tolerate;lanes=auto>' \
; RUN:   -print-pipeline-passes -disable-output %s \
; RUN:   | FileCheck %s --check-prefix=DEFAULT
; RUN: %opt -passes='tandem<off;races=assume-none>' -print-pipeline-passes \
; RUN:   -disable-output %s | FileCheck %s --check-prefix=OTHER
; RUN: %opt -passes='tandem<dmr;off;races=assume-none>' -print-pipeline-passes \
; RUN:   -disable-output %s | FileCheck %s --check-prefix=OTHER
; RUN: %opt -passes=tandem -tandem-mode=off -tandem-races=assume-none \
; RUN:   -print-pipeline-passes -disable-output %s \
; RUN:   | FileCheck %s --check-prefix=OTHER
;
; DEFAULT: {{^}}tandem<mode=dmr;recovery=undo;races=tolerate;lanes=auto>
; DEFAULT-NOT: assume-none
; OTHER: {{^}}tandem<mode=off;recovery=undo;races=assume-none;lanes=auto>
; OTHER-NOT: dmr

; The parameters win over the command line.
; RUN: %opt -passes='tandem<dmr>' -tandem-mode=off -S %s \
; RUN:   | FileCheck %s --check-prefix=HARD
; HARD: call void @__tandem_detected(
define i32 @f(i32 %x) {
  ret i32 %x
}
