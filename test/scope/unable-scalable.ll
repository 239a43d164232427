; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Each use of a scalable vector (SVE) is reported, the loop around it is
; hardened, and the back end accepts the function.
;
; RUN: %opt_tandem -pass-remarks-missed=tandem %s -o %t.ll 2>%t.remarks
; RUN: FileCheck %s < %t.ll
; RUN: FileCheck %s --check-prefix=REMARK < %t.remarks
; RUN: grep -c 'is not protected' %t.remarks | grep -x 5
; RUN: llc -O2 -filetype=obj %t.ll -o %t.o

target datalayout = "e-m:e-i8:8:32-i16:16:32-i64:64-i128:128-n32:64-S128-Fn32"
target triple = "aarch64-unknown-linux-gnu"

; REMARK: remark: {{.*}}phi is not protected
; REMARK: remark: {{.*}}load is not protected
; REMARK: remark: {{.*}}add is not protected
; REMARK: remark: {{.*}}call is not protected
; REMARK: remark: {{.*}}store is not protected

; CHECK-LABEL: @sum(
; CHECK: phi i64
; CHECK: phi i64
; CHECK: load <vscale x 4 x i32>
; CHECK-NOT: load <vscale
; CHECK: %next.r = add i64
; CHECK: tandem.edge
; CHECK: call void @__tandem_detected
define i64 @sum(ptr %p, ptr %q, i64 %n) #0 {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi <vscale x 4 x i32> [ zeroinitializer, %entry ], [ %more, %loop ]
  %at = getelementptr i32, ptr %p, i64 %i
  %part = load <vscale x 4 x i32>, ptr %at
  %more = add <vscale x 4 x i32> %sum, %part
  %vscale = call i64 @llvm.vscale.i64()
  %step = shl i64 %vscale, 2
  %next = add i64 %i, %step
  %again = icmp ult i64 %next, %n
  br i1 %again, label %loop, label %done
done:
  %total = call i64 @llvm.vector.reduce.add.nxv4i64(<vscale x 4 x i64> zeroinitializer)
  store <vscale x 4 x i32> %more, ptr %q
  ret i64 %next
}

declare i64 @llvm.vscale.i64()
declare i64 @llvm.vector.reduce.add.nxv4i64(<vscale x 4 x i64>)

attributes #0 = { "target-features"="+sve" }
