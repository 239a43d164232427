/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* -fsave-optimization-record has what was hardened, with its counts, and what was
   not, with the reason; without the pass it has neither.

   DEFINE: %{record} = -fsave-optimization-record \
   DEFINE:   -foptimization-record-file=%t.yaml -c %s -o %t.o
   RUN: %cc -O1 -g -I %include -D__TANDEM__=1 -fpass-plugin=%plugin %{record}
   RUN: FileCheck %s <%t.yaml
   RUN: %cc -O1 -g -I %include -D__TANDEM__=1 %{record}
   RUN: not grep tandem %t.yaml

   CHECK: --- !Passed
   CHECK-NEXT: Pass: {{ *}}tandem
   CHECK-NEXT: Name: {{ *}}Hardened
   CHECK-NEXT: DebugLoc: {{.*}}remarks-record.c{{.*}}, Line: [[@LINE+16]],
   CHECK: Function: {{ *}}add
   CHECK: - Replicas: {{ *}}'{{[1-9][0-9]*}}'
   CHECK: - Checks: {{ *}}'{{[1-9][0-9]*}}'
   CHECK: --- !Missed
   CHECK-NEXT: Pass: {{ *}}tandem
   CHECK-NEXT: Name: {{ *}}Outside
   CHECK-NEXT: DebugLoc:
   CHECK: Function: {{ *}}left_alone
   CHECK: - Reason: {{ *}}it is marked TANDEM_OFF
   CHECK-NOT: Pass: {{ *}}tandem
 */

#include <tandem/tandem.h>

int add(int x)
{
    return x + 1;
}

TANDEM_OFF int left_alone(int x)
{
    return x + 2;
}
