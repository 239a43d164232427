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
  ; CHECK-NEXT: log at 0, 8 bytes, before store i64 2, ptr %p
  store i64 2, ptr %p
  ; CHECK-NEXT: log at 8, 1 bytes, before store i8 3, ptr %q
  store i8 3, ptr %q
  store i64 4, ptr %p
  %upper = getelementptr i8, ptr %p, i64 4
  store i32 5, ptr %upper
  ; CHECK-NEXT: log at 16, 8 bytes, before store i64 6, ptr %beyond
  %beyond = getelementptr i8, ptr %p, i64 6
  store i64 6, ptr %beyond
  ; CHECK-NEXT: advance by 24, before ret
  ; CHECK-NEXT: flush, before ret
  ; CHECK-NEXT: close, before ret
  ret void
}

; The address leaves: another thread may write there, and the copy of the frame
; would take that back.
; CHECK-LABEL: tandem transactions of shared:
define void @shared(ptr %out) {
  %own = alloca i64
  ; CHECK: log at 0, 8 bytes, before store ptr %own
  store ptr %own, ptr %out
  ; CHECK: log at 8, 8 bytes, before store i64 7, ptr %own
  store i64 7, ptr %own
  ret void
}

; Stores in a row that certainly happen have one entry, in front of the first:
; as many bytes as are a power of two.
; CHECK-LABEL: tandem transactions of row:
define void @row(ptr %p, ptr %q, i32 %x) {
  ; CHECK: log at 0, 16 bytes, before store i32 1, ptr %p
  store i32 1, ptr %p
  ; CHECK: log at 16, 4 bytes, before store i32 %x, ptr %q
  store i32 %x, ptr %q
  %c = getelementptr i8, ptr %p, i64 8
  store i32 3, ptr %c
  %b = getelementptr i8, ptr %p, i64 4
  store i32 2, ptr %b
  %d = getelementptr i8, ptr %p, i64 12
  store i32 4, ptr %d
  ; CHECK: log at 24, 4 bytes, before store i32 5, ptr %e
  %e = getelementptr i8, ptr %p, i64 16
  store i32 5, ptr %e
  ; The second may not be reached.
  ; CHECK: log at 32, 8 bytes, before store i64 6, ptr %f
  %f = getelementptr i8, ptr %p, i64 64
  store i64 6, ptr %f
  %length = call i64 @strlen(ptr %q)
  ; CHECK: log at 0, 8 bytes, before store i64 7, ptr %g
  %g = getelementptr i8, ptr %p, i64 72
  store i64 7, ptr %g
  ret void
}

; What was logged in front of an address says nothing about what is at it.
; CHECK-LABEL: tandem transactions of in_front:
define void @in_front(ptr %p) {
  ; CHECK: log at 0, 4 bytes, before store i32 1, ptr %key
  %key = getelementptr i8, ptr %p, i64 -8
  store i32 1, ptr %key
  ; CHECK: log at 8, 8 bytes, before store i64 2, ptr %p
  store i64 2, ptr %p
  ; CHECK-NOT: log at
  store i32 3, ptr %key
  ret void
}

declare i64 @strlen(ptr)
