/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* No check became the comparison of a register with itself, and the cold block
   that reports a detection is reached by more jumps than the native code has.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S %s
   DEFINE: %{jumps} = awk -v pattern='\tj[a-z]+\t' -f %S/Inputs/count.awk \
   DEFINE:   -v name=multiply
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:   grep -q __tandem_detected %t.native.s && exit 1; \
   RUN:   test $(grep -c 'call.*__tandem_detected' %t.hard.s) -eq 1 || exit 1; \
   RUN:   grep -E 'u?comis[sd]|cmp[bwlq]' %t.hard.s > %t.compared || exit 1; \
   RUN:   grep -E '\s(%[a-z0-9]+), \1$' %t.compared && exit 1; \
   RUN:   native=$(%{jumps} %t.native.s); \
   RUN:   hard=$(%{jumps} %t.hard.s); \
   RUN:   echo "-O$level: native $native, hardened $hard"; \
   RUN:   test $native -ge 3 -a $hard -ge $((3 * native)) || exit 1; \
   RUN: done
 */

enum { N = 12 };

void multiply(int n, int c[N][N], int a[N][N], int b[N][N])
{
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j) {
            int sum = 0;
            for (int k = 0; k < n; ++k)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
}
