/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* -ffast-math frees the back end to fold a conversion out of range in one
   replica and not in the other: a hardened function does not have that freedom.
   REQUIRES: x86_64
   RUN: %tandem_clang -ftandem-recovery=none -O2 -ffast-math -S -emit-llvm %s -o %t.ll
   RUN: grep 'attributes.*"tandem-hardened"' %t.ll >%t.attributes
   RUN: not grep -E '"[a-z-]*fp-math"="true"' %t.attributes
   RUN: for cpu in x86-64 x86-64-v3; do \
   RUN:   %tandem_clang -ftandem-recovery=none -O2 -ffast-math -march=$cpu %s -o %t || exit 1; \
   RUN:   [ $cpu = x86-64 ] || grep -qw avx2 /proc/cpuinfo || continue; \
   RUN:   %t | grep -x 1 || exit 1; \
   RUN: done
 */
#include <stdio.h>

__attribute__((noinline)) static double whole(double x)
{
    return -(double)(unsigned)x;
}

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d\n", whole(-5.0 * argc) != 1.5);
    return 0;
}
