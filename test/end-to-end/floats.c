/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Floating point of every format: values, NaN payloads, signed zeros.
   clang 16 does not compute with __bf16.
   REQUIRES: llvm-19
   DEFINE: %{same} = bash %S/Inputs/same.sh %cc %tandem_clang %t
   DEFINE: %{libs} = -lm --rtlib=compiler-rt
   RUN: %{same} %s %{libs}
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s %{libs}
   RUN: %{same} -O2 -O3 -ffast-math %s %{libs}
   RUN: %{same} -O2 -frounding-math -ffp-exception-behavior=strict \
   RUN:   -D__bf16=float %s %{libs}
   RUN: %{same} -O2 -mavx512fp16 -mavx512vl -DNO_RUN %s %{libs}
 */
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#ifdef NO_RUN /* the processor may not have it: only the code is built */
#define main unused_main(int, char **);                                        \
    int main(void)                                                             \
    {                                                                          \
        return puts("built") < 0;                                              \
    }                                                                          \
    int unused_main
#endif

#define WORK(name, type)                                                       \
    __attribute__((noinline)) static type name(type a, type b, int n)          \
    {                                                                          \
        type x = a;                                                            \
        for (int i = 0; i < n; i++) {                                          \
            x = x * (type)0.5 + b;                                             \
            if (x > (type)3)                                                   \
                x = x - (type)2.25;                                            \
            if (i == n / 2)                                                    \
                x = -x;                                                        \
        }                                                                      \
        return x;                                                              \
    }

WORK(half, _Float16)
WORK(brain, __bf16)
WORK(single, float)
WORK(twice, double)
WORK(extended, long double)
WORK(quad, __float128)

__attribute__((noinline)) static double _Complex spin(double _Complex z, int n)
{
    while (n--)
        z = z * z + (0.25 + 0.1 * I);
    return z;
}

__attribute__((noinline)) static float _Complex spinf(float _Complex z, int n)
{
    while (n--)
        z = z * (0.5f + 0.5f * I) + 1.0f;
    return z;
}

__attribute__((noinline)) static long double _Complex spinl(
    long double _Complex z, int n)
{
    while (n--)
        z = z * (0.5L + 0.5L * I) + 1.0L;
    return z;
}

static unsigned long bits(double d)
{
    unsigned long u;
    memcpy(&u, &d, sizeof(u));
    return u;
}

double cells[8];
float cellsf[8];

__attribute__((noinline)) static void carry(const double *from, int n)
{
    for (int i = 0; i < n; i++)
        cells[i] = from[i];
    for (int i = 0; i < n; i++)
        cellsf[i] = -(float)cells[i];
}

#ifndef __FAST_MATH__
static void specials(void)
{
    unsigned long raw[8] = {0x7ff8000000001234, 0xfff8000000000001,
                            0x7ff0000000000001, 0x8000000000000000,
                            0,                  0x7ff0000000000000,
                            1,                  0xfff0000000000000};
    double d[8];
    memcpy(d, raw, sizeof(d));
    carry(d, 8);
    for (int i = 0; i < 8; i++)
        printf("%016lx %d%d%d ", bits(cells[i]), d[i] < 1, d[i] == d[i],
               isnan(cellsf[i]) != 0);
    printf("%a %a %d\n", fmin(d[3], d[4]), sqrt(d[3]), signbit(d[3]) != 0);
}
#endif

int main(int argc, char **argv)
{
    (void)argv;
    int n = 30 * argc;
    float f = (float)argc;
    printf("%a\n", (double)half((_Float16)f, (_Float16)1.5f, n));
    printf("%a\n", (double)(float)brain((__bf16)f, (__bf16)1.5f, n));
    printf("%a\n", (double)single(f, 1.5f, n));
    printf("%a\n", twice(f, 1.5, n));
    printf("%La\n", extended(f, 1.5L, n));
    printf("%a\n", (double)quad(f, 1.5, n));
    double _Complex z = spin(f * 0.1 + 0.2 * I, 5);
    float _Complex zf = spinf(f, n);
    long double _Complex zl = spinl(f, n);
    printf("%.9g %.9g %.5g %.5g %.9Lg %.9Lg\n", creal(z), cimag(z),
           (double)crealf(zf), (double)cimagf(zf), creall(zl), cimagl(zl));
#ifndef __FAST_MATH__
    specials();
#endif
    long l = lrint(single(f, 2.5f, n)) + (long)floor(twice(f, 1.5, 3));
    printf("%ld %u %.6g %.6g\n", l, (unsigned)twice(f, 1.5, 4), sin(f), fma(f, f, f));
    return (int)twice(f, 1.5, n) & 63;
}
