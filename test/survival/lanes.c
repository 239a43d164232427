/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In lanes, each operation is there once, packed, and each lane is loaded for
   itself: what the back end emits has no scalar operation and has not made one
   load, or one lane, of the two.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops \
   DEFINE:   -ffp-contract=off -S %s
   DEFINE: %{count} = awk -f %S/Inputs/count.awk -v name=pull -v
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %{flags} -ftandem-races=assume-none \
   RUN:     -o %t.hard.s || exit 1; \
   RUN:   native=$(%{count} pattern='(add|sub|mul|div)sd' %t.native.s); \
   RUN:   packed=$(%{count} pattern='(add|sub|mul|div)pd' %t.hard.s); \
   RUN:   scalar=$(%{count} pattern='(add|sub|mul|div)sd' %t.hard.s); \
   RUN:   low=$(%{count} pattern='movs?[dq].*[(].*, %xmm' %t.hard.s); \
   RUN:   high=$(%{count} pattern='movhpd.*[(].*, %xmm' %t.hard.s); \
   RUN:   echo "-O$level native $native, $packed packed, $scalar scalar," \
   RUN:     "loads $low and $high"; \
   RUN:   test $native -ge 9 -a $packed -eq $native -a $scalar -eq 0 \
   RUN:     -a $low -ge 3 -a $high -eq $low || exit 1; \
   RUN:   grep -E 'movddup|vmovddup' %t.hard.s && exit 1; \
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
