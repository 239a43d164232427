; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; Each instruction has the one role that its effect calls for: only what has no
; effect but its result is replicated.
;
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 | FileCheck %s
; RUN: %opt -passes='print<tandem-scope>' -disable-output %s 2>&1 \
; RUN:   | not grep -E '^(replicate|load|store) .*(volatile|atomic|cmpxchg)'

; CHECK-LABEL: tandem scope of plain:
define i64 @plain(i64 %x, ptr %p, i1 %c) {
entry:
  ; CHECK: pass {{.*}}%slot = alloca i64
  %slot = alloca i64
  ; CHECK: once {{.*}}%room = alloca i8, i64 %x
  %room = alloca i8, i64 %x
  ; CHECK: replicate {{.*}}%sum = add
  %sum = add i64 %x, 1
  ; CHECK: replicate {{.*}}%at = getelementptr
  %at = getelementptr i64, ptr %p, i64 %sum
  ; CHECK: load {{.*}}%old = load
  %old = load i64, ptr %at
  ; CHECK: store {{.*}}store i64 %old
  store i64 %old, ptr %slot
  ; CHECK: branch {{.*}}br i1
  br i1 %c, label %many, label %done
many:
  ; CHECK: switch {{.*}}switch
  switch i64 %x, label %done [ i64 1, label %next ]
next:
  ; CHECK: pass {{.*}}br label
  br label %done
done:
  ; CHECK: replicate {{.*}}%result = phi
  %result = phi i64 [ 0, %entry ], [ 1, %many ], [ 2, %next ]
  ; CHECK: return {{.*}}ret
  ret i64 %result
}

; CHECK-LABEL: tandem scope of shared:
define void @shared(ptr %p) {
  ; CHECK: once {{.*}}%v = load volatile
  %v = load volatile i32, ptr %p
  ; CHECK: once {{.*}}%a = load atomic
  %a = load atomic i32, ptr %p acquire, align 4
  ; CHECK: once {{.*}}store volatile
  store volatile i32 %v, ptr %p
  ; CHECK: once {{.*}}store atomic
  store atomic i32 %a, ptr %p release, align 4
  ; CHECK: once {{.*}}%rmw = atomicrmw
  %rmw = atomicrmw add ptr %p, i32 1 seq_cst
  ; CHECK: once {{.*}}%cas = cmpxchg
  %cas = cmpxchg ptr %p, i32 %rmw, i32 0 seq_cst seq_cst
  ; CHECK: pass {{.*}}fence
  fence seq_cst
  ; CHECK: pass {{.*}}unreachable
  unreachable
}
