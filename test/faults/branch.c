/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A condition that goes wrong is a silent wrong turn natively; hardened, the turn
   is decided again from the replica and the fault is detected.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %s -o %t.hard || exit 1; \
   RUN:   %{strike} %t.native turn 'imul' 1 last 0x1000 sdc || exit 1; \
   RUN:   %{strike} %t.hard turn 'imul' 1 last 0x1000 'detected' || exit 1; \
   RUN: done
 */

#include <stdio.h>

__attribute__((noinline)) void turn(int x)
{
    if (x * x > 100)
        puts("large");
    else
        puts("small");
}

int main(void)
{
    turn(4);
    return 0;
}
