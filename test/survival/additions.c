/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Sums and induction variables of a kernel stay two in the code that the back
   end emits: as many steps as natively, times two at least.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S %s
   DEFINE: %{sums} = awk -v pattern='addsd' -f %S/Inputs/count.awk -v name=sum
   DEFINE: %{steps} = awk -v pattern='(add|sub|inc|dec)q|leaq.*[1-9][(]' \
   DEFINE:   -f %S/Inputs/count.awk -v name=sum
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:   native=$(%{sums} %t.native.s); \
   RUN:   hard=$(%{sums} %t.hard.s); \
   RUN:   echo "-O$level sums: native $native, hardened $hard"; \
   RUN:   test $native -ge 1 -a $hard -eq $((2 * native)) || exit 1; \
   RUN:   native=$(%{steps} %t.native.s); \
   RUN:   hard=$(%{steps} %t.hard.s); \
   RUN:   echo "-O$level steps: native $native, hardened $hard"; \
   RUN:   test $native -ge 1 -a $hard -ge $((2 * native)) || exit 1; \
   RUN: done
 */

double sum(const double *a, long n)
{
    double total = 0;
    for (long i = 0; i < n; ++i)
        total += a[i];
    return total;
}
