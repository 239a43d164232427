/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A bit that flips in a product is silent corruption natively; hardened, it is
   detected in either replica.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level -fno-vectorize -fno-slp-vectorize -fno-unroll-loops \
   RUN:     %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level -fno-vectorize -fno-slp-vectorize \
   RUN:     -fno-unroll-loops %s -o %t.hard || exit 1; \
   RUN:   %{strike} %t.native dot 'imul' 3 last 0x10 sdc || exit 1; \
   RUN:   %{strike} %t.hard dot 'imul' 3 last 0x10 'detected' || exit 1; \
   RUN: done
 */

#include <stdio.h>

__attribute__((noinline)) int dot(const int *a, const int *b, int n)
{
    int sum = 0;
    for (int i = 0; i < n; ++i)
        sum += a[i] * b[i];
    return sum;
}

int main(void)
{
    static const int a[] = {3, 4, 5, 6, 7, 8}, b[] = {1, 8, 15, 22, 29, 36};
    printf("%d\n", dot(a, b, 6));
    return 0;
}
