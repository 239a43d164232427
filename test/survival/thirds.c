/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In the code that the back end emits with three copies, hot code computes what
   only votes need twice, and the cold code of each vote computes it once more,
   from what came in as the third copy: so there is a product in each.

   REQUIRES: x86_64
   DEFINE: %{hot} = awk '/^twice:/ { f = 1 } f && /imul/ { n++ } \
   DEFINE:   f && /ret/ { print n; exit }'
   DEFINE: %{all} = awk -v pattern=imul -f %S/Inputs/count.awk -v name=twice
   RUN: for level in 1 2 3; do \
   RUN:   %tandem_clang -ftandem-recovery=none -ftandem=tmr -O$level -S %s -o %t.s || exit 1; \
   RUN:   hot=$(%{hot} %t.s) all=$(%{all} %t.s); \
   RUN:   echo "-O$level: $hot in hot code, $all in all"; \
   RUN:   test $hot -eq 2 -a $all -eq 4 || exit 1; \
   RUN: done
 */

void effect(void);

void twice(int *where, int x)
{
    int square = x * x;
    *where = square;
    effect();
    *where = square;
}
