/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A wrong argument is silent corruption natively; hardened, it is detected
   before the call.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %s -o %t.hard || exit 1; \
   RUN:   %{strike} %t.native pass 'imul' 1 last 0x8 sdc || exit 1; \
   RUN:   %{strike} %t.hard pass 'imul' 1 last 0x8 'detected' || exit 1; \
   RUN: done
 */

#include <stdio.h>

__attribute__((noinline)) void pass(int x)
{
    printf("%d\n", x * x);
}

int main(void)
{
    pass(7);
    return 0;
}
