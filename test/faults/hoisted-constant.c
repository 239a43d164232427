/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A bit that flips in a constant which the back end loaded in front of a loop does
   no harm: what uses it runs again when replicas differ, and gets the constant
   anew. Natively it is silent.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: %cc -O2 %s -o %t.native
   RUN: %tandem_clang -ftandem-recovery=none -O2 %s -o %t.hard
   RUN: %{strike} %t.native scale 'mov[a-z]+.*rip.*xmm' 1 last \
   RUN:   0x8000000000000 'sdc|not-reached'
   RUN: %{strike} %t.hard scale 'mov[a-z]+.*rip.*xmm' 1 last \
   RUN:   0x8000000000000 'masked|not-reached'
 */

#include <stdio.h>

__attribute__((noinline)) void scale(double *to, const double *from, int n)
{
    for (int i = 0; i < n; ++i)
        to[i] = from[i] * 3.0 + 1.5;
}

int main(void)
{
    static double from[40], to[40];
    double sum = 0;
    for (int i = 0; i < 40; ++i)
        from[i] = i;
    scale(to, from, 39);
    for (int i = 0; i < 40; ++i)
        sum += to[i];
    printf("%a\n", sum);
    return 0;
}
