/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The multipliers with which the back end divides by a constant are there for
   each copy: no two copies of a division use one register, and none divides.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-unroll-loops -S %s
   RUN: for level in 1 2 3; do \
   RUN:   for mode in dmr tmr; do \
   RUN:     %tandem_clang -ftandem-recovery=none -ftandem=$mode -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:     most=2; test $mode = dmr || most=3; \
   RUN:     made=$(grep -cE 'movabsq.*\$-?(7378697629483820647|7378697629483820648)' %t.hard.s); \
   RUN:     echo "-O$level $mode: $made multipliers"; \
   RUN:     test $made -ge $most || exit 1; \
   RUN:     grep -E 'i?divq' %t.hard.s && exit 1; \
   RUN:   done; \
   RUN: done; true
 */

long digits(long number)
{
    long sum = 0;
    for (; number; number /= 10)
        sum = sum * 2 + (number ^ 3);
    return sum;
}
