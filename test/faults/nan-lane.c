/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A bit that flips in one number of a vector is detected though another number
   of it, or of a vector stored beside it, is a NaN in both replicas. Natively it
   is silent.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/Inputs/strike.sh %inject
   RUN: %cc -O2 %s -o %t.native
   RUN: %tandem_clang -ftandem-recovery=none -O2 %s -o %t.hard
   RUN: %{strike} %t.native add 'addps' 3 last 0x400000 sdc
   RUN: %{strike} %t.hard add 'addps' 3 last 0x400000 detected
   RUN: %{strike} %t.native beside 'paddd' 3 last 0x400000 sdc
   RUN: %{strike} %t.hard beside 'paddd' 3 last 0x400000 detected
 */

#include <math.h>
#include <stdio.h>

typedef float quad __attribute__((vector_size(16)));
typedef int words __attribute__((vector_size(16)));

struct both {
    quad numbers;
    words counts;
};

__attribute__((noinline)) quad add(quad a, quad b)
{
    return a + b;
}

__attribute__((noinline)) void beside(struct both *to, quad a, words b)
{
    quad sum = a * a;
    words count = b + b;
    to->numbers = sum;
    to->counts = count;
}

int main(void)
{
    quad a = {1, NAN, 3, 4}, sum = a;
    words b = {1, 2, 3, 4};
    struct both to;
    for (int i = 0; i < 4; ++i) {
        sum = add(sum, a);
        beside(&to, a, b);
        b = to.counts;
    }
    printf("%a %a %d\n", sum[0], sum[2], to.counts[0]);
    return 0;
}
