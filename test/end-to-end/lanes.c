/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Numbers in lanes have the bits that they have natively: expressions of many
   shapes over zeros, denormals, infinities and NaNs, through loops, branches,
   memory, calls and conversions, wherever lanes are possible.
   DEFINE: %{same} = bash %S/Inputs/same.sh %cc
   DEFINE: %{force} = %{same} '%tandem_clang -ftandem-lanes=force'
   RUN: %{force} %t -ffp-contract=off %s -lm
   RUN: %{same} '%tandem_clang -ftandem-races=assume-none' %t -O2 %s -lm
   RUN: %{force} %t -O2 -march=native %s -lm
   DEFINE: %{three} = %{same} '%tandem_clang -ftandem=tmr -ftandem-lanes=force'
   RUN: %{three} %t -O2 -O0 -ffp-contract=off %s -lm
   RUN: %{three} %t -O2 -march=native %s -lm
   RUN: %{force} %t -O2 -O0 -mavx2 -mfma -ffp-contract=fast -DNO_RUN %s -lm
 */
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef NO_RUN /* the processor may not have it: only the code is built */
#define main unused_main(void);                                                \
    int main(void)                                                             \
    {                                                                          \
        return puts("built") < 0;                                              \
    }                                                                          \
    int unused_main
#endif

static uint64_t digest = 1;

/* The sign of a NaN depends on the order of operands, which is the compiler's
   choice. */
static void note_double(double x)
{
    uint64_t bits = 0x7ff8;
    if (x == x)
        memcpy(&bits, &x, sizeof bits);
    digest = (digest ^ bits) * 0x9e3779b97f4a7c15u + (digest >> 29);
}

static void note_float(float x)
{
    note_double(x);
}

#define SHAPES(type, root, magnitude, signed_as)                               \
    struct of_##type {                                                         \
        type x, y, z;                                                          \
    };                                                                         \
    __attribute__((noinline)) static type call_##type(type a, type b)          \
    {                                                                          \
        return a * b - (a - b) * (a + b);                                      \
    }                                                                          \
    __attribute__((noinline)) static type tree_##type(type a, type b, type c)  \
    {                                                                          \
        type s = (a + b) * (b - c), t = (a - c) / (b + (type)0.75);            \
        return -(s * t) + magnitude(s - t) * root(magnitude(t)) - signed_as(s, t); \
    }                                                                          \
    __attribute__((noinline)) static type loop_##type(const type *a, int n)    \
    {                                                                          \
        type sum = 0, product = 1, last = -0.0f;                               \
        for (int i = 0; i < n; i++) {                                          \
            type old = last;                                                   \
            last = a[i] * (type)0.5 + old;                                     \
            sum += last * product;                                             \
            if (!(magnitude(sum) < (type)1e6))                                 \
                sum = sum / (type)1e6 - product, product = old + 1;            \
            else                                                               \
                product = product * (type)1.0625 - sum;                        \
        }                                                                      \
        return sum - product + last;                                           \
    }                                                                          \
    __attribute__((noinline)) static void memory_##type(                       \
        struct of_##type *p, const struct of_##type *q, type k)                \
    {                                                                          \
        p->x += q->x * k - p->y;                                               \
        p->y = (p->x - q->z) * (k + q->y);                                     \
        p->z = p->z / (q->x * q->x + q->y * q->y + 1) - p->z * k;              \
    }                                                                          \
    __attribute__((noinline)) static type branch_##type(type a, type b)        \
    {                                                                          \
        type d = a * a - b * b, e = a * b + d;                                 \
        if (d > e)                                                             \
            return call_##type(d, e) + d * e;                                  \
        if (d == 0)                                                            \
            return e * e - a;                                                  \
        type least = d < a ? d * a : a + e, most = e > b ? e : b * d;          \
        return least * most - (type)(int)(least > -9 && least < 9 ? least * 3 : 0); \
    }                                                                          \
    static void all_##type(const type *v, int n)                               \
    {                                                                          \
        struct of_##type p = {v[0], v[1], v[2]};                               \
        for (int i = 0; i < n; i++)                                            \
            for (int j = 0; j < n; j++) {                                      \
                struct of_##type q = {v[i], v[j], v[(i + j) % n]};             \
                note_##type(tree_##type(q.x, q.y, q.z));                       \
                note_##type(branch_##type(q.x, q.y));                          \
                memory_##type(&p, &q, v[(i * j) % n]);                         \
                note_##type(p.x);                                              \
                note_##type(p.y);                                              \
                note_##type(p.z);                                              \
                if (p.x != p.x || p.z != p.z)                                  \
                    p = q;                                                     \
            }                                                                  \
        for (int i = 0; i < n; i++)                                            \
            note_##type(loop_##type(v + i, n - i));                            \
    }

SHAPES(double, sqrt, fabs, copysign)
SHAPES(float, sqrtf, fabsf, copysignf)

__attribute__((noinline)) static float narrow(double a, float b, int i)
{
    float f = (float)(a * b) - b;
    double d = (double)f * a - (double)(f * b) + i;
    return (float)(d * d) + f * (float)d;
}

__attribute__((noinline)) static double fused(double a, double b, double c)
{
    return fma(a, b, c) * fma(c, a, b) - fma(a + b, c, a * b);
}

/* What is in the lanes must not raise an exception of its own. */
__attribute__((noinline)) static int exceptions(float a, float b, float c)
{
    feclearexcept(FE_ALL_EXCEPT);
    volatile float sum = a * b + c / a - sqrtf(b) * (float)((double)a * c);
    (void)sum;
    return fetestexcept(FE_ALL_EXCEPT);
}

int main(void)
{
    static const double d[] = {0.0,      -0.0,     1.0,       -2.5,
                               DBL_MIN,  -DBL_MIN / 8, 4.9e-324, 1e308,
                               -1e308,   INFINITY, -INFINITY, NAN,
                               3.141592, 1e-160,   0x1.fffffffffffffp-1};
    static const float f[] = {0.0f,     -0.0f,     1.0f,      -2.5f,
                              FLT_MIN,  -FLT_MIN / 8, 1e-45f, 3e38f,
                              -3e38f,   INFINITY,  -INFINITY, NAN,
                              3.14159f, 1e-25f,    0x1.fffffep-1f};
    const int n = sizeof d / sizeof d[0];
    all_double(d, n);
    printf("%016llx\n", (unsigned long long)digest);
    all_float(f, n);
    printf("%016llx\n", (unsigned long long)digest);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            note_float(narrow(d[i], f[j], i - j));
            note_double(fused(d[i], d[j], d[(i + j) % n]));
        }
    printf("%016llx\n", (unsigned long long)digest);
    printf("%x %x %x\n", exceptions(4, 9, 2), exceptions(3, 2, 5),
           exceptions(1e30f, 1e30f, 0));
    return 0;
}
