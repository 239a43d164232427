; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What has a type that no copy can be made of stays single, says so in a
; remark, and the rest of the function is hardened.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 \
; RUN:   | FileCheck %s --check-prefix=SCOPE
; RUN: %opt_tandem -pass-remarks-missed=tandem %s 2>&1 | FileCheck %s
;
; SCOPE: unable {{.*}}%wide = add <vscale x 4 x i32>
; SCOPE: replicate {{.*}}%sum = add i32
;
; CHECK: remark: {{.*}}add is not protected: values of its type or kind cannot
; CHECK-NOT: remark: {{.*}}is not protected
; CHECK-LABEL: @scalable(
; CHECK: %wide = add <vscale x 4 x i32>
; CHECK-NOT: add <vscale x 4 x i32>
; CHECK: %sum.r = add i32
; CHECK-NOT: add <vscale x 4 x i32>
; CHECK: ret i32

define i32 @scalable(<vscale x 4 x i32> %v, i32 %x, ptr %p) {
  %wide = add <vscale x 4 x i32> %v, %v
  %sum = add i32 %x, 1
  store i32 %sum, ptr %p
  ret i32 %sum
}
