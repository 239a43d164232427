; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; What is said nearer to the function wins: the source over the ignorelist, that
; over the section, that over the mode; in a list fun: over src:, and of one kind
; =dmr over plain. Each function is named for what must happen to it.
;
; RUN: split-file %s %t
; RUN: %opt -passes='tandem<ignorelist=%t/a.list;ignorelist=%t/b.list;report>' \
; RUN:   -disable-output %t/code.ll 2>&1 | FileCheck %s
; RUN: %opt -passes='tandem<off;ignorelist=%t/a.list;ignorelist=%t/b.list;report>' \
; RUN:   -disable-output %t/code.ll 2>&1 | FileCheck %s --check-prefix=OFF
;
; CHECK: code: source.off: outside: it is marked TANDEM_OFF
; CHECK-NEXT: code: source.dmr: hardened:
; CHECK-NEXT: code: list_off: outside: the ignorelist {{.*}}a.list excludes it in line 3
; CHECK-NEXT: code: list_off.cold: outside: the ignorelist {{.*}}a.list {{.*}} line 3
; CHECK-NEXT: code: list_dmr: hardened:
; CHECK-NEXT: code: list_dmr_too: hardened:
; CHECK-NEXT: code: other_tool: hardened:
; CHECK-NEXT: code: any_tool: outside: the ignorelist {{.*}}b.list {{.*}} line 1
; CHECK-NEXT: code: section_off: outside: its section .init.text is excluded by default
; CHECK-NEXT: code: section_source_dmr: hardened:
; CHECK-NEXT: code: section_list_dmr: hardened:
; CHECK-NEXT: code: section_other: hardened:
; CHECK-NEXT: code: neither: hardened:
; CHECK-NEXT: code: list_tmr: hardened:
; CHECK-NEXT: code: total: hardened=9 outside=5
;
; OFF: code: source.off: outside: it is marked TANDEM_OFF
; OFF: code: source.dmr: hardened:
; OFF: code: list_off: outside: the ignorelist
; OFF: code: list_dmr: hardened:
; OFF: code: section_off: outside: its section
; OFF: code: section_list_dmr: hardened:
; OFF: code: section_other: outside: the mode is off
; OFF: code: neither: outside: the mode is off
; OFF: code: list_tmr: hardened:
; OFF: code: total: hardened=6 outside=8
;
; src: is behind fun:, so this is a list of what is hardened.
; RUN: %opt -passes='tandem<ignorelist=%t/only.list;report>' -disable-output \
; RUN:   %t/code.ll 2>&1 | FileCheck %s --check-prefix=ONLY
; ONLY: code: source.dmr: hardened:
; ONLY: code: list_dmr: hardened:
; ONLY: code: neither: outside: the ignorelist {{.*}}only.list excludes it in line 1
; ONLY: code: total: hardened=3 outside=11

; In three copies: of both modes in a list, the stronger.
; RUN: %opt -passes='tandem<ignorelist=%t/a.list;ignorelist=%t/b.list>' -S \
; RUN:   %t/code.ll | FileCheck %s --check-prefix=TMR
; TMR-LABEL: @neither(
; TMR-NOT: @__tandem_corrected
; TMR-LABEL: @list_tmr(
; TMR: @__tandem_corrected

;--- a.list
# A comment.
[tandem]
fun:list_off
fun:source.dmr
fun:list_dmr*
fun:list_dmr=dmr
fun:source.off=dmr
fun:section_list_dmr=dmr
[address]
fun:other_tool

;--- b.list
fun:any_tool=off
fun:list_dmr_*=dmr
fun:list_tmr=dmr
fun:list_tmr=tmr

;--- only.list
src:*
fun:list_dmr=dmr

;--- code.ll
source_filename = "code"

define i32 @source.off(i32 %x) "tandem-off" {
  ret i32 %x
}
define i32 @source.dmr(i32 %x) "tandem-dmr" {
  ret i32 %x
}
define i32 @list_off(i32 %x) {
  ret i32 %x
}
define i32 @list_off.cold(i32 %x) {
  ret i32 %x
}
define i32 @list_dmr(i32 %x) {
  ret i32 %x
}
define i32 @list_dmr_too(i32 %x) {
  ret i32 %x
}
define i32 @other_tool(i32 %x) {
  ret i32 %x
}
define i32 @any_tool(i32 %x) {
  ret i32 %x
}
define i32 @section_off(i32 %x) section ".init.text" {
  ret i32 %x
}
define i32 @section_source_dmr(i32 %x) "tandem-dmr" section ".init.text" {
  ret i32 %x
}
define i32 @section_list_dmr(i32 %x) section ".init.text" {
  ret i32 %x
}
define i32 @section_other(i32 %x) section ".init.data" {
  ret i32 %x
}
define i32 @neither(i32 %x) {
  ret i32 %x
}
define i32 @list_tmr(i32 %x) {
  ret i32 %x
}
