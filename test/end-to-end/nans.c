/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Sums and products of two NaNs have the sign and payload of the one that the
   processor got first, and the order of operands is the back end's choice: no
   alarm, in scalars, vectors, structs, stores and accumulators.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem-races=assume-none' \
   RUN:   %t -O2 %s
 */
#include <complex.h>
#include <stdio.h>
#include <string.h>

typedef double pair __attribute__((vector_size(16)));

struct point {
    double x, y;
};

/* Each of them was an alarm when NaNs were compared as bits. */
#define WORKS(type)                                                            \
    __attribute__((noinline)) static type product_##type(type a, type b, type c) \
    {                                                                          \
        type x = (a * b) * b;                                                  \
        return (x * c) * (b + c);                                              \
    }                                                                          \
    __attribute__((noinline)) static type sum_##type(type a, type b, type c)   \
    {                                                                          \
        type x = ((a + c) + (b + a)) * c;                                      \
        return (x + x) * (c + x);                                              \
    }                                                                          \
    __attribute__((noinline)) static type mixed_##type(type a, type b, type c) \
    {                                                                          \
        type x = (b + b) + (a - a), y = (x * c) * (a * a);                     \
        return (a + a) + y * (b + y - x) + (y * (a + a) - y) * x;              \
    }

WORKS(float)
WORKS(double)
WORKS(pair)

__attribute__((noinline)) static struct point in_struct(double a, double b,
                                                        double c)
{
    double x = (a * b) * b;
    return (struct point){(x * c) * (b + c), (c + x) * (a + b)};
}

__attribute__((noinline)) static double _Complex in_complex(double a, double b,
                                                            double c)
{
    double x = (a * b) * b;
    return (x * c) * (b + c) + (c + x) * (a + b) * I;
}

__attribute__((noinline)) static void stored(double *to, float *tof,
                                             const double *from, int n)
{
    for (int i = 0; i + 2 < n; i++) {
        double x = (from[i] * from[i + 1]) * from[i + 1];
        to[i] = (x * from[i + 2]) * (from[i + 1] + from[i + 2]);
        tof[i] += (float)to[i] * (float)x;
    }
}

static unsigned long sum;

static void count(double d) /* all NaNs are one here */
{
    unsigned long bits = 1;
    if (d == d)
        memcpy(&bits, &d, sizeof(bits));
    sum = sum * 31 + bits;
}

static void all(double a, double b, double c)
{
    float f = (float)a, g = (float)b, h = (float)c;
    pair p = {a, b}, q = {b, c}, r = {c, a};
    pair s = product_pair(p, q, r), t = sum_pair(p, q, r),
         u = mixed_pair(p, q, r);
    struct point point = in_struct(a, b, c);
    double _Complex z = in_complex(a, b, c);
    double results[] = {product_float(f, g, h), sum_float(f, g, h),
                        mixed_float(f, g, h),   product_double(a, b, c),
                        sum_double(a, b, c),    mixed_double(a, b, c),
                        s[0],                   s[1],
                        t[0],                   t[1],
                        u[0],                   u[1],
                        point.x,                point.y,
                        creal(z),               cimag(z)};
    for (unsigned i = 0; i < sizeof(results) / sizeof(*results); i++)
        count(results[i]);
}

int main(void)
{
    static const unsigned long raw[6] = {0x7ff8000000001234, 0xfff8000000000001,
                                         0x7ff0000000000000, 0xfff8000000abc000,
                                         0x3ff8000000000000, 0};
    double number[6], to[6] = {0};
    float tof[6] = {0};
    memcpy(number, raw, sizeof(number));
    for (int i = 0; i < 216; i++)
        all(number[i % 6], number[i / 6 % 6], number[i / 36]);
    for (int i = 0; i < 3; i++)
        stored(to, tof, number, 6);
    for (int i = 0; i < 6; i++)
        count(to[i] + tof[i]);
    printf("%lx\n", sum);
    return 0;
}
