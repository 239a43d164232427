/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Of three copies in two registers each operation is there twice, packed and
   scalar: the back end has not taken the lanes for equal, nor the scalar for
   one of them. Each vote compares two registers.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops \
   DEFINE:   -ffp-contract=off -S %s
   DEFINE: %{count} = awk -f %S/Inputs/count.awk -v name=pull -v
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem=tmr -ftandem-recovery=none -O$level %{flags} \
   RUN:     -o %t.hard.s || exit 1; \
   RUN:   native=$(%{count} pattern='(add|sub|mul|div)sd' %t.native.s); \
   RUN:   packed=$(%{count} pattern='(add|sub|mul|div)pd' %t.hard.s); \
   RUN:   scalar=$(%{count} pattern='(add|sub|mul|div)sd' %t.hard.s); \
   RUN:   echo "-O$level native $native, $packed packed, $scalar scalar"; \
   RUN:   test $native -ge 9 -a $packed -eq $native -a $scalar -ge $native \
   RUN:     || exit 1; \
   RUN:   grep -E 'pcmpeqb' %t.hard.s > %t.compared || exit 1; \
   RUN:   grep -E 'pcmpeqb[[:space:]]+(%xmm[0-9]+), \1$' %t.hard.s && exit 1; \
   RUN:   grep -E 'movddup' %t.hard.s && exit 1; \
   RUN: done; true
 */

struct body {
    double x, y, mass;
};

double pull(const struct body *bodies, int n, double x, double y)
{
    double sum = 0;
    for (int i = 0; i < n; ++i) {
        double dx = bodies[i].x - x, dy = bodies[i].y - y;
        double square = dx * dx + dy * dy;
        sum += bodies[i].mass * dx / (square * square);
    }
    return sum;
}
