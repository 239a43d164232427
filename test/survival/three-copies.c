/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In three copies each multiplication of a kernel is in the code that the back
   end emits three times, and no vote became the comparison of a register with
   itself. The third may be where it is needed, in cold code. Of loads there are
   two in front of a vote, and cold code has one more. No jump goes
   through a table.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S %s
   DEFINE: %{count} = awk -v pattern='imul|mulsd' -f %S/Inputs/count.awk -v name
   DEFINE: %{loads} = awk -v pattern='(mov|mul|cmp)[a-z]*[ \t].*[)], %' \
   DEFINE:   -f %S/Inputs/count.awk -v name=dot
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -ftandem=tmr -ftandem-lanes=off -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:   for name in dot polynomial; do \
   RUN:     native=$(%{count}=$name %t.native.s); \
   RUN:     hard=$(%{count}=$name %t.hard.s); \
   RUN:     echo "-O$level $name: native $native, hardened $hard"; \
   RUN:     test $native -ge 1 -a $hard -ge $((3 * native)) || exit 1; \
   RUN:   done; \
   RUN:   native=$(%{loads} %t.native.s); \
   RUN:   hard=$(%{loads} %t.hard.s); \
   RUN:   echo "-O$level loads: native $native, hardened $hard"; \
   RUN:   test $native -eq 2 -a $hard -ge $((3 * native)) || exit 1; \
   RUN:   grep -E 'cmp[bwlq]' %t.hard.s > %t.compared || exit 1; \
   RUN:   grep -E '\s(%[a-z0-9]+), \1$' %t.compared && exit 1; \
   RUN:   test $(grep -c 'call.*tandem.corrected' %t.hard.s) -ge 6 || exit 1; \
   RUN:   grep -E 'jmpq[[:space:]]+\*' %t.native.s > %t.table || exit 1; \
   RUN:   grep -E 'jmpq[[:space:]]+\*' %t.hard.s > %t.table && exit 1; \
   RUN: done; true
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

void first(void), second(void), third(void), fourth(void), fifth(void);

void turn(int way)
{
    switch (way) {
    case 0: first(); break;
    case 1: second(); break;
    case 2: third(); break;
    case 3: fourth(); break;
    case 4: fifth(); break;
    }
}
