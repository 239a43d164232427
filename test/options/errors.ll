; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; An unknown option or value is an error that names it and the valid ones, and
; nothing is written.
;
; RUN: rm -f %t.out
; RUN: not %opt -passes='tandem<twice>' %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=MODE
; RUN: not %opt -passes='tandem<mode=>' %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=EMPTY
; RUN: not %opt -passes='tandem<dmr;colour=red>' %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=OPTION
; RUN: not %opt -passes='tandem<races=some>' %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=RACES
; RUN: not %opt -passes='tandem<recovery=redo>' %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=RECOVERY
; RUN: not %opt -passes='tandem' -tandem-races=some %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=RACES
; RUN: not %opt -passes='tandemonium' %s -o %t.out 2>&1 \
; RUN:   | FileCheck %s --check-prefix=PASS
; RUN: not test -e %t.out
; RUN: %opt -passes='tandem<races=tolerate>' -S %s -o %t.out
; RUN: FileCheck %s --check-prefix=HARD < %t.out
;
; MODE: error: tandem: unknown mode 'twice'; valid: dmr, tmr, off
; EMPTY: error: tandem: unknown mode ''; valid: dmr, tmr, off
; OPTION: error: tandem: unknown option 'colour'; valid: mode, recovery, races
; RACES: error: tandem: unknown races 'some'; valid: tolerate, assume-none
; RECOVERY: error: tandem: unknown recovery 'redo'; valid: undo, none, rtm
; PASS: unknown {{.*}}'tandemonium'
; HARD: call void @__tandem_detected(

define i32 @f(i32 %x) {
  ret i32 %x
}
