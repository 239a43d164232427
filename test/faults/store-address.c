/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* An element index that goes wrong makes a store to the wrong place natively,
   which nobody sees; hardened, it is detected.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level -fno-vectorize -fno-slp-vectorize -fno-unroll-loops \
   RUN:     %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level -fno-vectorize -fno-slp-vectorize \
   RUN:     -fno-unroll-loops %s -o %t.hard || exit 1; \
   RUN:   %{strike} %t.native scatter 'imul' 2 last 0x4 sdc || exit 1; \
   RUN:   %{strike} %t.hard scatter 'imul' 2 last 0x4 'detected' || exit 1; \
   RUN: done
 */

#include <stdio.h>

enum { SIZE = 64 };

__attribute__((noinline)) void scatter(int *a, int n, unsigned step)
{
    for (int i = 0; i < n; ++i)
        a[((unsigned)i * (unsigned)i * step) % SIZE] = i;
}

int main(void)
{
    static int a[SIZE];
    scatter(a, 6, 11);
    for (int i = 0; i < SIZE; ++i)
        printf("%d ", a[i]);
    return 0;
}
