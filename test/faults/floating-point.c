/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A bit that flips in a sum in floating point is silent corruption natively;
   hardened, it is detected in either replica.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level -fno-vectorize -fno-slp-vectorize -fno-unroll-loops \
   RUN:     %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level -fno-vectorize -fno-slp-vectorize \
   RUN:     -fno-unroll-loops %s -o %t.hard || exit 1; \
   RUN:   %{strike} %t.native total 'addsd' 4 last 0x8000000000000 sdc || exit 1; \
   RUN:   %{strike} %t.hard total 'addsd' 4 last 0x8000000000000 'detected' || exit 1; \
   RUN: done
 */

#include <stdio.h>

__attribute__((noinline)) double total(const double *a, int n)
{
    double sum = 0;
    for (int i = 0; i < n; ++i)
        sum += a[i];
    return sum;
}

int main(void)
{
    static const double a[] = {3.5, 4, 5, 6.25, 7, 8};
    printf("%a\n", total(a, 6));
    return 0;
}
