/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In the assembly an entry is complete, its header last, before the store it is
   for; the loop is cut by one comparison, and the way through it has no call.

   REQUIRES: x86_64
   RUN: %tandem_clang -ftandem-recovery=undo -O2 -S %s -o - | FileCheck %s
   RUN: %tandem_clang -ftandem-recovery=none -O2 -S %s -o - \
   RUN:   | not grep -E '__tandem_(transaction|undo)'

   CHECK-LABEL: fill:
   CHECK: [[LOOP:\.LBB[0-9_]+]]:
   CHECK: subq %fs:__tandem_transaction@TPOFF+8, %[[USED:r[a-z0-9]+]]
   CHECK-NEXT: cmpq $32767, %[[USED]]
   CHECK-NEXT: ja
   CHECK-NOT: call
   CHECK: movq (%[[BASE:r[a-z0-9]+]],%[[AT:r[a-z0-9]+]],8), %[[OLD:r[a-z0-9]+]]
   CHECK: movq %[[OLD]], 65536(%[[NEXT:r[a-z0-9]+]])
   CHECK: xorq %fs:__tandem_transaction@TPOFF+24, %[[HEADER:r[a-z0-9]+]]
   CHECK: movq %[[HEADER]], (%[[NEXT]])
   CHECK: movq %{{[a-z0-9]+}}, (%[[BASE]],%[[AT]],8)
 */
void fill(long *p, long n, long x)
{
#pragma clang loop vectorize(disable) unroll(disable)
    for (long i = 0; i < n; i++)
        p[i] = x += x >> 3;
}
