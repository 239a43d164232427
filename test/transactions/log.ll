; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A store to foreign memory is logged, once for each place in a straight line,
; and a store to an alloca that stays in the function is not.
;
; RUN: %opt -passes='print<tandem-transactions>' -disable-output %s 2>&1 \
; RUN:   | FileCheck %s --implicit-check-not='log at'

; CHECK-LABEL: tandem transactions of stores:
define void @stores(ptr %p, ptr %q) {
  ; CHECK-NEXT: load, top of %{{.*}}
  ; CHECK-NEXT: test, top of
  %own = alloca [2 x i64]
  store i64 1, ptr %own
  ; CHECK-NEXT: log at 0, before store i64 2, ptr %p
  store i64 2, ptr %p
  ; CHECK-NEXT: log at 24, before store i8 3, ptr %q
  store i8 3, ptr %q
  store i64 4, ptr %p
  %upper = getelementptr i8, ptr %p, i64 4
  store i32 5, ptr %upper
  ; CHECK-NEXT: log at 48, before store i64 6, ptr %beyond
  %beyond = getelementptr i8, ptr %p, i64 6
  store i64 6, ptr %beyond
  ; CHECK-NEXT: advance by 72, before ret
  ; CHECK-NEXT: flush, before ret
  ; CHECK-NEXT: close, before ret
  ret void
}

; The address leaves: another thread may write there, and the copy of the frame
; would take that back.
; CHECK-LABEL: tandem transactions of shared:
define void @shared(ptr %out) {
  %own = alloca i64
  ; CHECK: log at 0, before store ptr %own
  store ptr %own, ptr %out
  ; CHECK: log at 24, before store i64 7, ptr %own
  store i64 7, ptr %own
  ret void
}
