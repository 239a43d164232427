/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A switch that goes wrong is a silent wrong turn natively; hardened, the value is
   looked up again on the edge taken and the fault is detected.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %s -o %t.hard || exit 1; \
   RUN:   %{strike} %t.native turn 'imul' 1 last 0x1 sdc || exit 1; \
   RUN:   %{strike} %t.hard turn 'imul' 1 last 0x1 'detected' || exit 1; \
   RUN: done
 */

#include <stdio.h>

__attribute__((noinline)) void turn(int x)
{
    switch ((x * x) & 7) {
    case 0: puts("no corner"); break;
    case 1: putchar('1'); break;
    case 4:
        puts("square");
        fflush(stdout);
        break;
    case 5: puts("pentagon"); break;
    default: puts("many corners");
    }
}

int main(void)
{
    turn(2);
    return 0;
}
