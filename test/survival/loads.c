/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Each load of a kernel is still done twice in the code that the back end emits:
   for the replica or, when other threads may write, in the comparison, and then
   once more in cold code.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S %s
   DEFINE: %{count} = awk -v pattern='(mov|add|mul|cmp)[a-z]*[ \t].*[)], %' \
   DEFINE:   -f %S/Inputs/count.awk -v name=dot
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -ftandem-races=assume-none \
   RUN:     -o %t.none.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:   native=$(%{count} %t.native.s); \
   RUN:   none=$(%{count} %t.none.s); \
   RUN:   hard=$(%{count} %t.hard.s); \
   RUN:   echo "-O$level: native $native, hardened $none, $hard"; \
   RUN:   test $native -eq 2 || exit 1; \
   RUN:   test $none -eq $((2 * native)) || exit 1; \
   RUN:   test $hard -eq $((3 * native)) || exit 1; \
   RUN: done
 */

int dot(const int *a, const int *b, int n)
{
    int sum = 0;
    for (int i = 0; i < n; ++i)
        sum += a[i] * b[i];
    return sum;
}
