; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The transaction ends before what is not known to be hardened, and stays open
; over functions of the module and harmless ones of the library.
;
; RUN: %opt -passes='print<tandem-transactions>' -disable-output %s 2>&1 \
; RUN:   | FileCheck %s --implicit-check-not='  end,'

declare void @foreign()
declare i64 @strlen(ptr)

; CHECK-LABEL: tandem transactions of setter: inside its callers', 8 bytes
define internal void @setter(ptr %p) {
  store i64 1, ptr %p
  ret void
}

; CHECK-LABEL: tandem transactions of calls:
define void @calls(ptr %p) {
  ; CHECK: test, top of
  ; CHECK-NEXT: load, behind call void @setter
  call void @setter(ptr %p)
  ; CHECK-NEXT: load, behind %length
  ; CHECK-NEXT: test, behind %length
  %length = call i64 @strlen(ptr %p)
  ; CHECK-NEXT: log at 0
  store i64 %length, ptr %p
  ; CHECK-NEXT: advance by 8, before call void @foreign()
  ; CHECK-NEXT: flush, before call void @foreign()
  ; CHECK-NEXT: end, before call void @foreign()
  call void @foreign()
  ; Closed, and not worth a begin: nothing is logged.
  ; CHECK-NEXT: load, behind
  store i64 2, ptr %p
  store volatile i64 3, ptr %p
  ret void
}
