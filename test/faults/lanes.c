/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Numbers in lanes: a bit that flips in either lane of a packed operation is
   detected, one in a load too; natively it is silent corruption.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} %s -o %t.native || exit 1; \
   RUN:   %{strike} %t.native norm '(mul|div)sd' 4 last 0x8000000000000 sdc \
   RUN:     || exit 1; \
   RUN:   for races in tolerate assume-none; do \
   RUN:     %tandem_clang -ftandem-recovery=none -O$level -ftandem-races=$races %{flags} %s \
   RUN:       -o %t.hard || exit 1; \
   RUN:     for lane in 0x8000000000000 0x80000000000000000000000000000; do \
   RUN:       %{strike} %t.hard norm '(mul|div|add)pd' 4 last $lane detected \
   RUN:         || exit 1; \
   RUN:     done; \
   RUN:   done; \
   RUN:   %{strike} %t.hard norm 'movs[dq].*[(].*, %%xmm' 4 last 0x8000000000000 \
   RUN:     detected || exit 1; \
   RUN:   %{strike} %t.hard norm 'movhpd.*[(].*, %%xmm' 4 last \
   RUN:     0x80000000000000000000000000000 detected || exit 1; \
   RUN: done
 */

#include <stdio.h>

__attribute__((noinline)) double norm(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; ++i)
        sum = (sum + a[i] * b[i] * a[i]) / (b[i] * b[i]);
    return sum;
}

int main(void)
{
    static const double a[] = {3.5, 4, 5, 6.25, 7, 8};
    static const double b[] = {1.5, 3, 5, 2.25, 6, 2};
    printf("%a\n", norm(a, b, 6));
    return 0;
}
