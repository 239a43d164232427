; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A call through a pointer or to another module ends the transaction unless the
; callee begins with the mark; those that a transaction may reach have it. Loads
; that may acquire memory stay inside.
;
; RUN: %opt -passes='print<tandem-transactions>' -disable-output %s 2>&1 \
; RUN:   | FileCheck %s --implicit-check-not='  end,' \
; RUN:     --implicit-check-not='  leave,'
; RUN: %opt -passes='tandem<recovery=undo>,verify' -S %s \
; RUN:   | FileCheck %s --check-prefix=CODE
; RUN: (cat %s; echo '!llvm.module.flags = !{!0}'; \
; RUN:   echo '!0 = !{i32 8, !"cf-protection-branch", i32 1}') \
; RUN:   | %opt -passes='tandem<recovery=undo>' -S \
; RUN:   | FileCheck %s --check-prefix=TARGETS --implicit-check-not=prologue
; In libraries, which may have runtimes of their own, nobody asks.
; RUN: (cat %s; echo '!llvm.module.flags = !{!0}'; \
; RUN:   echo '!0 = !{i32 8, !"PIC Level", i32 2}') \
; RUN:   | %opt -passes='tandem<recovery=undo>' -S \
; RUN:   | FileCheck %s --check-prefix=LIBRARY --implicit-check-not=prologue

target triple = "x86_64-pc-linux-gnu"

declare void @other()
declare ptr @malloc(i64)

; Called from this module alone, and by no pointer.
; CODE: define internal void @local()
; CODE-NOT: prologue
; CODE: {
define internal void @local() {
  call void @other()
  ret void
}

; CODE: define void @calls(ptr %0, ptr %1) {{.*}}align 8 prologue { i32, i32 } { i32 8658703, i32 1839580137 }
; CODE: call ptr @llvm.ptrmask
; CODE: icmp eq i32 {{.*}}, 1839580137
; CODE: br i1 {{.*}}, label %tandem.leave, label
; TARGETS: define void @calls(
; LIBRARY: define void @calls(
; CHECK-LABEL: tandem transactions of calls:
define void @calls(ptr %p, ptr %f) {
  ; CHECK: leave, before call void %f()
  ; CHECK-NEXT: load, behind call void %f()
  ; CHECK-NEXT: test, behind call void %f()
  call void %f()
  ; CHECK-NEXT: log at 0
  store i64 1, ptr %p
  ; The second may not be ours before the load: it has its own entry.
  ; CHECK-NEXT: log at 8, 8 bytes
  %q = getelementptr i64, ptr %p, i64 1
  %seen = load atomic i64, ptr %f acquire, align 8
  %read = load volatile i64, ptr %f
  store i64 2, ptr %q
  ; CHECK: leave, before call void @other()
  call void @other()
  call void @local()
  ; CHECK: end, before %m = call ptr @malloc
  %m = call ptr @malloc(i64 %seen)
  ; Closed: nothing to leave.
  call void @other()
  ret void
}

; CHECK-LABEL: tandem transactions of jumps:
define void @jumps(ptr %p, ptr %f) {
  ; CHECK: flush, before tail call void %f()
  ; CHECK-NEXT: leave, before tail call void %f()
  ; CHECK-NEXT: close, before tail call void %f()
  store i64 1, ptr %p
  tail call void %f()
  ret void
}

; Nothing is open where the C library calls main, and nobody asks it.
; CODE: define i32 @main()
; CODE-NOT: prologue
; CODE: {
define i32 @main() {
  ret i32 0
}
