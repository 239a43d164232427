/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A value with very many paths to the store that takes it is hardened in the time
   of its instructions, not of its paths.

   RUN: timeout 20 %tandem_clang -ftandem-recovery=none -O2 -c %s -o %t.o
   RUN: llvm-nm %t.o | grep 'U __tandem_detected'
 */
#define STEP x = x * (x >> 3) ^ (x << 5);
#define STEPS STEP STEP STEP STEP STEP STEP STEP STEP

void mix(const unsigned *from, unsigned *to)
{
    unsigned x = *from;
    STEPS STEPS STEPS STEPS STEPS STEPS STEPS STEPS
    *to = x;
}
