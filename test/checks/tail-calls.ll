; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A tail call stays one: its result is neither copied nor checked on its way out.
; A call whose result is used is copied.
;
; RUN: %opt_tandem %s | FileCheck %s

declare i32 @external(i32)
declare i32 @same_shape(i32)

; CHECK-LABEL: @last(
; CHECK: %r = tail call i32 @external(i32 %{{[0-9]+}})
; CHECK-NEXT: ret i32 %r
define i32 @last(i32 %x) {
  %r = tail call i32 @external(i32 %x)
  ret i32 %r
}

; CHECK-LABEL: @must(
; CHECK: %r = musttail call i32 @same_shape(i32 %{{[0-9]+}})
; CHECK-NEXT: ret i32 %r
define i32 @must(i32 %x) {
  %y = mul i32 %x, 3
  %r = musttail call i32 @same_shape(i32 %y)
  ret i32 %r
}

; CHECK-LABEL: @not_last(
; CHECK: [[R:%[0-9]+]] = tail call i32 @external(
; CHECK-NEXT: [[RS:%[0-9]+]] = call { i32, i32 } asm {{.*}}(i32 [[R]], i32 [[R]])
; CHECK-NEXT: %r = extractvalue { i32, i32 } [[RS]], 0
; CHECK-NEXT: %r.r = extractvalue { i32, i32 } [[RS]], 1
; CHECK: %s.r = add i32 %r.r, 1
; CHECK-NOT: ret i32 %r
; CHECK-NOT: ret i32 [[R]]{{$}}
; CHECK: ret i32 %{{[0-9]+}}
define i32 @not_last(i32 %x) {
  %r = tail call i32 @external(i32 %x)
  %s = add i32 %r, 1
  ret i32 %s
}
