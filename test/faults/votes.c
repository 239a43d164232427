/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In three copies a flipped bit in a product ends with the right output, counted
   as corrected, where it is a wrong one natively and a detection in two copies.
   So do faults in two different copies in one run, far apart. When they meet in
   one vote that is a detection, and with recovery it is undone and ends with the
   right output.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   DEFINE: %{pairs} = sh %S/Inputs/pairs.sh %inject
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops %s
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -o %t.two || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -ftandem=tmr -O$level %{flags} -o %t.three || exit 1; \
   RUN:   %{strike} %t.native dot 'imul' 3 last 0x10 sdc || exit 1; \
   RUN:   %{strike} %t.two dot 'imul' 3 last 0x10 detected || exit 1; \
   RUN:   %{strike} %t.three dot 'imul' 3 last 0x10 corrected || exit 1; \
   RUN:   %{pairs} %t.three dot 'imul' 3 290 corrected || exit 1; \
   RUN: done
   RUN: %tandem_clang -ftandem=tmr -ftandem-recovery=undo -O2 %{flags} -o %t.undo
   RUN: %{pairs} %t.three dot 'imul' 3 3 detected
   RUN: %{pairs} %t.undo dot 'imul' 3 3 corrected
 */

#include <stdio.h>

__attribute__((noinline)) int dot(const int *a, const int *b, int n)
{
    int sum = 0;
    for (int i = 0; i < n; ++i)
        sum += a[i] * b[i];
    return sum;
}

enum { SIZE = 300 };

int main(void)
{
    static int a[SIZE], b[SIZE];
    for (int i = 0; i < SIZE; ++i) {
        a[i] = i * 7 % 31;
        b[i] = i * 11 % 37;
    }
    printf("%d\n", dot(a, b, SIZE));
    return 0;
}
