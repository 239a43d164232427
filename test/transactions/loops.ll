; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A loop that logs is cut at its head; one that logs nothing, or whose few rounds
; fit in the reserve of the log, is not.
;
; RUN: %opt -passes='print<tandem-transactions>' -disable-output %s 2>&1 \
; RUN:   | FileCheck %s --implicit-check-not='test, top of %loop'

; CHECK-LABEL: tandem transactions of logs:
; CHECK: test, top of %logging
define void @logs(ptr %p, i64 %n) {
entry:
  br label %logging
logging:
  %i = phi i64 [ 0, %entry ], [ %next, %logging ]
  %place = getelementptr i64, ptr %p, i64 %i
  store i64 %i, ptr %place
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %logging, label %done
done:
  ret void
}

; CHECK-LABEL: tandem transactions of sums:
define i64 @sums(ptr %p, i64 %n) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %sum = phi i64 [ 0, %entry ], [ %added, %loop ]
  %place = getelementptr i64, ptr %p, i64 %i
  %value = load i64, ptr %place
  %added = add i64 %sum, %value
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  ret i64 %added
}

; CHECK-LABEL: tandem transactions of short:
; CHECK: log at 0, {{[0-9]+}} bytes, before store
define void @short(ptr %p) {
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %place = getelementptr i64, ptr %p, i64 %i
  store i64 %i, ptr %place
  %next = add i64 %i, 1
  %more = icmp ult i64 %next, 20
  br i1 %more, label %loop, label %done
done:
  ret void
}
