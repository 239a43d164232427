; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What constants and static allocas alone determine is marked constant, since a
; replica of it would be the same instruction; nothing else is.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 | FileCheck %s

@table = global [4 x i32] zeroinitializer

; CHECK-LABEL: tandem scope of constants:
define i32 @constants(i64 %i) {
entry:
  %array = alloca [8 x i32]
  ; CHECK: replicate constant {{.*}}%third
  %third = getelementptr [8 x i32], ptr %array, i64 0, i64 3
  ; CHECK: replicate constant {{.*}}%fourth
  %fourth = getelementptr i32, ptr %third, i64 1
  ; CHECK-NOT: constant {{.*}}%indexed
  ; CHECK: replicate {{.*}}%indexed
  %indexed = getelementptr [4 x i32], ptr @table, i64 0, i64 %i
  ; CHECK: load {{.*}}%value
  %value = load i32, ptr %fourth
  ; CHECK-NOT: constant {{.*}}%sum
  ; CHECK: replicate {{.*}}%sum
  %sum = add i32 %value, 1
  br label %next
next:
  ; A PHI depends on the way taken, even when all it chooses from is constant.
  ; CHECK-NOT: constant {{.*}}%phi
  ; CHECK: replicate {{.*}}%phi
  %phi = phi i32 [ 1, %entry ]
  ret i32 %phi
}
