; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
; A replica stands at the source line of its original, and so does its check;
; variables keep describing the original.
;
; RUN: %opt_tandem %s | FileCheck %s

; CHECK-LABEL: @located(
; CHECK: [[XR:%x.r]] = extractvalue { i32, i32 } {{%[0-9]+}}, 1
; CHECK: %sum = add i32 %x, 1, !dbg [[SUM:![0-9]+]]
; CHECK-NEXT: %sum.r = add i32 %x.r, 1, !dbg [[SUM]]
; CHECK-NOT: {{(metadata i32|#dbg_value\(i32)}} %sum.r
; CHECK: [[COPY:%[0-9]+]] = call i32 asm {{.*}}(i32 %sum){{.*}}, !dbg [[STORE:![0-9]+]]
; CHECK-NEXT: icmp ne i32 [[COPY]], %sum.r, !dbg [[STORE]]
; CHECK-NEXT: br i1 {{.*}}, !dbg [[STORE]],
; CHECK: icmp ne ptr {{.*}}, !dbg [[STORE]]
; CHECK: store i32 [[COPY]], ptr %{{.*}}, align 4, !dbg [[STORE]]
; CHECK: [[SUM]] = !DILocation(line: 2,
; CHECK: [[STORE]] = !DILocation(line: 3,

define void @located(i32 %x, ptr %p) !dbg !5 {
  %sum = add i32 %x, 1, !dbg !8
  call void @llvm.dbg.value(metadata i32 %sum, metadata !10, metadata !DIExpression()), !dbg !8
  store i32 %sum, ptr %p, !dbg !9
  ret void, !dbg !9
}

declare void @llvm.dbg.value(metadata, metadata, metadata)

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!3}
!0 = distinct !DICompileUnit(language: DW_LANG_C11, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "located.c", directory: "/")
!3 = !{i32 2, !"Debug Info Version", i32 3}
!4 = !DISubroutineType(types: !6)
!5 = distinct !DISubprogram(name: "located", file: !1, line: 1, type: !4, unit: !0, retainedNodes: !6)
!6 = !{}
!7 = !DIBasicType(name: "int", size: 32, encoding: DW_ATE_signed)
!8 = !DILocation(line: 2, column: 3, scope: !5)
!9 = !DILocation(line: 3, column: 3, scope: !5)
!10 = !DILocalVariable(name: "sum", scope: !5, file: !1, line: 2, type: !7)
