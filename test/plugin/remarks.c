/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* -Rpass=tandem says what was hardened and how much, -Rpass-missed=tandem what
   was not and why; without them nothing is said.

   RUN: %cc -O1 -g -I %include -D__TANDEM__=1 -fpass-plugin=%plugin -c %s \
   RUN:   -o %t.o -Rpass=tandem -Rpass-missed=tandem 2>&1 | FileCheck %s
   RUN: %cc -O1 -g -I %include -D__TANDEM__=1 -fpass-plugin=%plugin -c %s \
   RUN:   -o %t.o 2>&1 | count 0

   CHECK-DAG: remarks.c:[[@LINE+10]]:{{.*}}: remark: hardened add: {{[1-9][0-9]*}} replicas, {{[1-9][0-9]*}} checks [-Rpass=tandem]
   CHECK-DAG: remarks.c:[[@LINE+14]]:{{.*}}: remark: function left_alone is not protected: it is marked TANDEM_OFF [-Rpass-missed=tandem]
   CHECK-DAG: remarks.c:[[@LINE+18]]:{{.*}}: remark: function bare is not protected: it is naked{{.*}} [-Rpass-missed=tandem]
   CHECK-NOT: function add is not protected
   CHECK-NOT: hardened left_alone
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

__attribute__((naked)) void bare(void)
{
    __asm__("ret");
}
