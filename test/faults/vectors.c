/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* More vectors, with their copies, than there are registers: in three copies no
   fault in one that lies on the stack meanwhile reaches two of them, as each copy
   of what was loaded was moved at once.

   REQUIRES: x86_64
   RUN: %tandem_clang -O2 -ftandem=tmr -ftandem-recovery=none %s -o %t
   RUN: bash %S/Inputs/outcomes.sh %inject %t value function=mix 'corrected|masked|crash'
 */

#include <stdio.h>

typedef short vector __attribute__((vector_size(16)));

__attribute__((noinline)) void mix(vector *to, const vector *v)
{
    vector a = v[0], b = v[1], c = v[2], d = v[3];
    vector e = v[4], f = v[5], g = v[6], h = v[7];
    vector sum = a + b * 3 + c * 5 + d * 7 + e * 9 + f * 11 + g * 13 + h * 15;
    vector products = a * h + b * g + c * f + d * e;
    *to = sum ^ products ^ ((a & b) | (c & d)) ^ ((e & f) | (g & h));
}

int main(void)
{
    static vector v[8], mixed;
    unsigned hash = 0;
    for (int i = 0; i < 8; ++i)
        for (int j = 0; j < 8; ++j)
            v[i][j] = (short)(i * 1237 + j * 77 + 3);
    for (int i = 0; i < 20; ++i) {
        mix(&mixed, v);
        v[i & 7] += mixed;
        for (int j = 0; j < 8; ++j)
            hash = hash * 31 + (unsigned short)mixed[j];
    }
    printf("%u\n", hash);
    return 0;
}
