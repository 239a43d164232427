/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Three copies of a number in two registers: a bit that flips in either lane of a
   packed operation, or in the third copy, is outvoted; natively it is silent
   corruption.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops
   RUN: %cc -O2 %{flags} %s -o %t.native
   RUN: %{strike} %t.native norm '(mul|div)sd' 4 last 0x8000000000000 sdc
   RUN: for recovery in none undo; do \
   RUN:   %tandem_clang -ftandem=tmr -ftandem-recovery=$recovery -O2 %{flags} %s \
   RUN:     -o %t.hard || exit 1; \
   RUN:   for lane in 0x8000000000000 0x80000000000000000000000000000; do \
   RUN:     %{strike} %t.hard norm '(mul|div|add)pd' 4 last $lane corrected \
   RUN:       || exit 1; \
   RUN:   done; \
   RUN:   %{strike} %t.hard norm '(mul|div|add)sd' 4 last 0x8000000000000 \
   RUN:     'masked|corrected' || exit 1; \
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
