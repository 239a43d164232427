; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A hardened call keeps its calling convention, its attributes and its kind.
;
; RUN: %opt_tandem %s -o %t.ll
; RUN: FileCheck %s < %t.ll
; RUN: %opt -passes=verify -disable-output %t.ll

; CHECK-LABEL: define fastcc i32 @fast(
; CHECK: icmp ne i32
; CHECK: = musttail call fastcc i32 @fast(i32 %{{[0-9]+}}, ptr {{.*}}nonnull
; CHECK-NEXT: ret i32
define fastcc i32 @fast(i32 %x, ptr %p) {
  %next = add i32 %x, 1
  %result = musttail call fastcc i32 @fast(i32 %next, ptr nonnull %p)
  ret i32 %result
}

; CHECK-LABEL: define i32 @caller(
; CHECK: = call fastcc i32 @fast(i32 %
; CHECK: = call preserve_mostcc signext i16 %{{[0-9]+}}(i8 zeroext %{{[0-9]+}}, ptr byval({ i64, i64, i64 }) align 8 %
; CHECK-NOT: call i32 @fast
; CHECK: call void @__tandem_detected
define i32 @caller(i32 %x, i8 %b, ptr %f, ptr %p) {
  %a = call fastcc i32 @fast(i32 %x, ptr %p)
  %c = call preserve_mostcc signext i16 %f(i8 zeroext %b, ptr byval({ i64, i64, i64 }) align 8 %p)
  %wide = sext i16 %c to i32
  %sum = add i32 %a, %wide
  ret i32 %sum
}
