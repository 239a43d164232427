/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Integers wider than any register, in and out of functions.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -std=c2x \
   RUN:   -Xclang -fexperimental-max-bitint-width=512 %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -std=c2x -Xclang -fexperimental-max-bitint-width=512 %s
 */
#include <stdio.h>

typedef unsigned _BitInt(200) wide;
typedef unsigned _BitInt(257) wider;

__attribute__((noinline)) static wide mix(wide a, wide b, int n)
{
    while (n--) {
        a = a * b + (a >> 131);
        b = (b << 3) ^ a;
        if (a < b)
            a += (wide)1 << 199;
    }
    return a ^ b;
}

__attribute__((noinline)) static wider more(wider a, int n)
{
    for (int i = 0; i < n; i++)
        a = (a << 5) + (a >> 200) - (wider)i;
    return a;
}

int main(int argc, char **argv)
{
    (void)argv;
    wide w = mix((wide)argc << 150 | 77, ((wide)1 << 100) + 13, 40);
    for (int i = 0; i < 4; i++)
        printf("%016lx ", (unsigned long)(w >> (64 * i > 199 ? 199 : 64 * i)));
    wider v = more((wider)argc << 250 | 99, 33);
    for (int i = 0; i < 5; i++)
        printf("%016lx ", (unsigned long)(v >> 64 * i));
    puts("");
    return (int)(w & 63);
}
