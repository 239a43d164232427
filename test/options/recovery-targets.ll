; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Code for anything but x86-64 Linux, and for its kernel, has no recovery, which
; a remark says; what is hardened stays so.
;
; RUN: rm -rf %t && mkdir %t && cd %t
; RUN: for target in x86_64-unknown-linux-gnu x86_64-unknown-linux-gnux32 \
; RUN:     x86_64-unknown-none aarch64-unknown-linux-gnu; do \
; RUN:   (echo "target triple = \"$target\"" && cat %s) >$target.ll && \
; RUN:   %opt -passes=tandem -pass-remarks-missed=tandem -S $target.ll \
; RUN:     -o $target.out.ll 2>$target.remarks || exit 1; \
; RUN: done
; RUN: FileCheck %s --check-prefix=UNDO <x86_64-unknown-linux-gnu.out.ll
; RUN: count 0 <x86_64-unknown-linux-gnu.remarks
; RUN: for target in x86_64-unknown-linux-gnux32 x86_64-unknown-none \
; RUN:     aarch64-unknown-linux-gnu kernel; do \
; RUN:   if [ $target = kernel ]; then \
; RUN:     (cat x86_64-unknown-linux-gnu.ll && echo '!llvm.module.flags = !{!0}' && \
; RUN:      echo '!0 = !{i32 1, !"Code Model", i32 2}') >kernel.ll && \
; RUN:     %opt -passes=tandem -pass-remarks-missed=tandem -S kernel.ll \
; RUN:       -o kernel.out.ll 2>kernel.remarks || exit 1; \
; RUN:   fi; \
; RUN:   FileCheck %s --check-prefix=NONE <$target.out.ll && \
; RUN:   FileCheck %s --check-prefix=REMARK <$target.remarks || exit 1; \
; RUN: done

; UNDO: call void @__tandem_undo_begin(
; NONE-NOT: __tandem_undo
; NONE-NOT: __tandem_transaction
; NONE: call void @__tandem_detected(
; REMARK: a detection in f stops the program: only x86-64 Linux has recovery
define void @f(ptr %p, i32 %x) {
  %y = add i32 %x, 1
  store i32 %y, ptr %p
  ret void
}
