/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A bit that flips in the register through which a struct is copied is silent
   corruption natively; hardened, it is detected, or repaired by loading again
   where a race must be tolerated. Loads that only a race reaches do not run.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   DEFINE: %{loads} = '\(%%r[a-z]+\), %%xmm'
   RUN: for level in 1 2 3; do \
   RUN:   %cc -O$level %s -o %t.native || exit 1; \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level -ftandem-races=assume-none %s -o %t.hard && \
   RUN:   %tandem_clang -ftandem-recovery=none -O$level %s -o %t.races || exit 1; \
   RUN:   %{strike} %t.native copy %{loads} 1 last 0x1 sdc || exit 1; \
   RUN:   %{strike} %t.hard copy %{loads} 1 last 0x1 'detected' || exit 1; \
   RUN:   %{strike} %t.races copy %{loads} 1 last 0x1 \
   RUN:     'masked|detected|not-reached' || exit 1; \
   RUN: done
 */

#include <stdio.h>

struct point {
    long x, y;
    char name[15];
};

__attribute__((noinline)) void copy(struct point *to, const struct point *from)
{
    *to = *from;
}

int main(void)
{
    static struct point from = {123, 456, "corner"}, to;
    copy(&to, &from);
    printf("%ld %ld %s\n", to.x, to.y, to.name);
    return 0;
}
