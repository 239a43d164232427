/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The bits of a NaN that operands in another order give are no alarm: sign,
   copysign, casts.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O1 -O2 %s -lm
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s -lm
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef double pair __attribute__((vector_size(16)));
typedef long words __attribute__((vector_size(16)));

#define WORK(type, a, b, c)                                                    \
    type x = (a) * (b) * (b), y = (x * (c)) * ((b) + (c))

__attribute__((noinline)) static unsigned long bits(double a, double b, double c)
{
    WORK(double, a, b, c);
    unsigned long u;
    memcpy(&u, &y, sizeof(u));
    return u;
}

__attribute__((noinline)) static int sign(double a, double b, double c)
{
    WORK(double, a, b, c);
    return signbit(y);
}

__attribute__((noinline)) static double with_sign(double a, double b, double c)
{
    WORK(double, a, b, c);
    return copysign(2, y);
}

__attribute__((noinline)) static words cast(pair a, pair b, pair c)
{
    WORK(pair, a, b, c);
    return (words)y;
}

int main(int argc, char **argv)
{
    static const unsigned long raw[6] = {0x7ff8000000001234, 0xfff8000000000001,
                                         0x7ff0000000000000, 0xfff8000000abc000,
                                         0x3ff8000000000000, 0};
    double n[6];
    unsigned long sum = 0;
    (void)argv;
    memcpy(n, raw, sizeof(n));
    for (int i = 0; i < 216; i++) {
        double a = n[i % 6], b = n[i / 6 % 6], c = n[i / 36];
        int out = isnan(a * b * c) != 0;
        sum += out ? 0 : bits(a, b, c);
        volatile int used = sign(a, b, c) + (int)with_sign(a, b, c);
        used = (int)cast((pair){a, b}, (pair){b, c}, (pair){c, a})[0];
        (void)used;
        used = (int)bits(a, b, c);
    }
    printf("%d %lx\n", argc, sum);
    return 0;
}
