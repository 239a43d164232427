; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; The loads and stores of a memcpy keep its place in the source and its alias
; scopes, and not what it said of types.
;
; RUN: %opt_tandem %s | FileCheck %s

target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-pc-linux-gnu"

declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

; CHECK-LABEL: define void @copy(
; CHECK: load <2 x i64>, ptr %from, align 8, !dbg [[AT:![0-9]+]], !alias.scope [[SCOPE:![0-9]+]], !noalias [[OTHER:![0-9]+]]
; CHECK: store {{(volatile )?}}<2 x i64> {{.*}}, align 8, !dbg [[AT]], !alias.scope [[SCOPE]], !noalias [[OTHER]]
; CHECK-NOT: !tbaa
; CHECK: [[AT]] = !DILocation(line: 7, column: 3
define void @copy(ptr %to, ptr %from) !dbg !10 {
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %to, ptr align 8 %from, i64 16, i1 false), !dbg !13, !alias.scope !3, !noalias !5, !tbaa.struct !6, !tbaa !7
  ret void, !dbg !13
}

!llvm.dbg.cu = !{!11}
!llvm.module.flags = !{!14}

!0 = distinct !{!0}
!1 = distinct !{!1, !0}
!2 = distinct !{!2, !0}
!3 = !{!1}
!5 = !{!2}
!6 = !{i64 0, i64 8, !7, i64 8, i64 8, !7}
!7 = !{!8, !8, i64 0}
!8 = !{!"long", !9, i64 0}
!9 = !{!"root"}
!10 = distinct !DISubprogram(name: "copy", file: !12, line: 5, unit: !11, spFlags: DISPFlagDefinition)
!11 = distinct !DICompileUnit(language: DW_LANG_C11, file: !12, emissionKind: FullDebug)
!12 = !DIFile(filename: "copy.c", directory: "/")
!13 = !DILocation(line: 7, column: 3, scope: !10)
!14 = !{i32 2, !"Debug Info Version", i32 3}
