; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What a compiler writes for a linker is stamped and not hardened; what a linker
; optimises is hardened if it is stamped, and not if it is not; an ordinary
; compilation hardens.
;
; RUN: for lto in lto thinlto; do for level in 0 2; do \
; RUN:   %opt -passes="$lto-pre-link<O$level>" -tandem-races=assume-none -S %s \
; RUN:     -o %t.$lto$level.ll && \
; RUN:   FileCheck %s --check-prefix=STAMP <%t.$lto$level.ll || exit 1; \
; RUN: done; done
; RUN: for link in 'lto<O0>' 'lto<O2>' 'thinlto<O2>' 'tandem'; do \
; RUN:   for from in lto0 lto2 thinlto0 thinlto2; do \
; RUN:     %opt -passes="$link" -S %t.$from.ll | FileCheck %s --check-prefix=HARD \
; RUN:       || exit 1; \
; RUN:   done; \
; RUN: done
; RUN: for link in 'lto<O0>' 'lto<O2>' 'thinlto<O2>'; do \
; RUN:   %opt -passes="$link" -S %s | FileCheck %s --check-prefix=NATIVE || exit 1; \
; RUN: done
; RUN: sed '/flags/d' %s | %opt -passes='default<O2>' -S \
; RUN:   | FileCheck %s --check-prefix=HARD

; STAMP: @[[MARK:.*]] = private constant ptr @__tandem_pass_missing_in_linker_
; STAMP: @llvm.used = {{.*}}@[[MARK]]
; STAMP: define i32 @hard(i32 %x) {{.*}}#[[IN:[0-9]+]]
; STAMP-NOT: __tandem_detected
; STAMP: define i32 @off(i32 %x) {{.*}}#[[OUT:[0-9]+]]
; STAMP-NOT: __tandem_detected
; STAMP: attributes #[[IN]] = {{.*}} "tandem-stamp"="mode=dmr;recovery=undo;races=assume-none;lanes=auto"
; STAMP: attributes #[[OUT]] = {{.*}} "tandem-outside"="it is marked TANDEM_OFF" "tandem-stamp"=

; HARD-NOT: __tandem_pass_missing_in_linker
; HARD: define i32 @hard(
; HARD: call void @__tandem_detected(
; HARD: define i32 @off(
; HARD-NOT: call void @__tandem_detected(

; NATIVE-NOT: tandem_

define i32 @hard(i32 %x) {
  %sum = add i32 %x, 1
  ret i32 %sum
}

define i32 @off(i32 %x) "tandem-off" {
  %sum = add i32 %x, 2
  ret i32 %sum
}

!llvm.module.flags = !{!0}
!0 = !{i32 1, !"ThinLTO", i32 0}
