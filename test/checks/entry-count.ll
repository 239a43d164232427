; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A hardened function has an entry count, without which the back end would lay
; its cold blocks out inside loops: its own, where the program has profiles.
;
; RUN: sed 's/^;PROFILE //' %s >%t.profile.ll
; RUN: %opt_tandem %s | FileCheck %s --implicit-check-not=function_entry_count
; RUN: %opt_tandem %t.profile.ll | FileCheck %s --check-prefix=OWN \
; RUN:   --implicit-check-not=function_entry_count

; CHECK: define i32 @plain(i32 %0) {{.*}}!prof [[MADE:![0-9]+]]
; CHECK: define i32 @counted(i32 %0) {{.*}}!prof [[COUNT:![0-9]+]]
; CHECK-DAG: [[MADE]] = !{!"function_entry_count", i64 1048576}
; CHECK-DAG: [[COUNT]] = !{!"function_entry_count", i64 7}
; OWN: define i32 @plain(i32 %0) #{{[0-9]+}} {
; OWN: define i32 @counted(i32 %0) {{.*}}!prof [[COUNT:![0-9]+]]
; OWN: [[COUNT]] = !{!"function_entry_count", i64 7}
define i32 @plain(i32 %x) {
  %sum = add i32 %x, 1
  ret i32 %sum
}

define i32 @counted(i32 %x) !prof !0 {
  %sum = add i32 %x, 1
  ret i32 %sum
}

!0 = !{!"function_entry_count", i64 7}
;PROFILE !llvm.module.flags = !{!1}
;PROFILE !1 = !{i32 1, !"ProfileSummary", !2}
;PROFILE !2 = !{!3, !4, !5, !6, !7, !8, !9, !10}
;PROFILE !3 = !{!"ProfileFormat", !"InstrProf"}
;PROFILE !4 = !{!"TotalCount", i64 7}
;PROFILE !5 = !{!"MaxCount", i64 7}
;PROFILE !6 = !{!"MaxInternalCount", i64 7}
;PROFILE !7 = !{!"MaxFunctionCount", i64 7}
;PROFILE !8 = !{!"NumCounts", i64 1}
;PROFILE !9 = !{!"NumFunctions", i64 1}
;PROFILE !10 = !{!"DetailedSummary", !11}
;PROFILE !11 = !{!12}
;PROFILE !12 = !{i32 10000, i64 7, i32 1}
