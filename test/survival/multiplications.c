/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Each multiplication of a kernel is still done twice in the code that the back
   end emits: as many imul and mulsd as natively, times two.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S %s
   DEFINE: %{count} = awk -v pattern='imul|mulsd' -f %S/Inputs/count.awk -v name
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:   for name in dot polynomial; do \
   RUN:     native=$(%{count}=$name %t.native.s); \
   RUN:     hard=$(%{count}=$name %t.hard.s); \
   RUN:     echo "-O$level $name: native $native, hardened $hard"; \
   RUN:     test $native -ge 1 || exit 1; \
   RUN:     test $hard -eq $((2 * native)) || exit 1; \
   RUN:   done; \
   RUN: done
 */

int dot(const int *a, const int *b, int n)
{
    int sum = 0;
    for (int i = 0; i < n; ++i)
        sum += a[i] * b[i];
    return sum;
}

double polynomial(const double *a, int n, double x)
{
    double y = 0;
    for (int i = 0; i < n; ++i)
        y = y * x + a[i];
    return y;
}
