/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Calling conventions, structures and 128-bit integers among the arguments,
   varargs.
   REQUIRES: x86_64
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -w %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 -w %s
 */
#include <stdio.h>
#include <stdarg.h>
#include <immintrin.h>
typedef struct {
    long a, b, c;
} big;
typedef struct {
    double x;
    float y;
} df;
typedef struct {
    char s[3];
} three;
#define N __attribute__((noinline))
N __attribute__((ms_abi)) static double ms(int a, double b, big c, df d, ...)
{
    __builtin_ms_va_list l;
    __builtin_ms_va_start(l, d);
    int e = __builtin_va_arg(l, int);
    double f = __builtin_va_arg(l, double);
    __builtin_ms_va_end(l);
    return a + b * c.b + d.x * e + f;
}
N __attribute__((ms_abi)) static big msb(big x, int n)
{
    x.a += n;
    x.c *= x.b;
    return x;
}
N __attribute__((regcall)) static double rc(int a, int b, int c, int d, int e,
                                            int f, int g, int h, int i, int j,
                                            int k, int l, double z, double y,
                                            df s)
{
    return a + b * 2 + c * 3 + d + e * 5 + f * 6 + g + h + i * 7 + j + k + l +
           z * y + s.x;
}
N __attribute__((vectorcall)) static __m128 vc(__m128 a, __m128 b, int i,
                                               __m128 c)
{
    return _mm_add_ps(_mm_mul_ps(a, b), _mm_mul_ps(c, _mm_set1_ps(i)));
}
#if __clang_major__ >= 17 /* before, the result is lost: %rax is preserved, too */
__attribute__((preserve_most))
#endif
N static long pm(long a, long b)
{
    return a * b + (a >> 3);
}
N __attribute__((preserve_all)) static double pa(double a, long b)
{
    return a * b + 1;
}
N static three t3(three t, int n)
{
    t.s[0] += n;
    t.s[2] ^= t.s[1];
    return t;
}
N static int va(int n, ...)
{
    va_list l;
    int s = 0;
    va_start(l, n);
    for (int i = 0; i < n; i++) {
        switch (i % 4) {
        case 0:
            s += va_arg(l, int);
            break;
        case 1: {
            big b = va_arg(l, big);
            s += b.a + b.c;
        } break;
        case 2: {
            three t = va_arg(l, three);
            s += t.s[0] * t.s[2];
        } break;
        default:
            s += (int)va_arg(l, double);
        }
    }
    va_end(l);
    return s;
}
N static __int128 i128(__int128 a, int b, __int128 c, _Bool d, ...)
{
    va_list l;
    va_start(l, d);
    __int128 e = va_arg(l, __int128);
    long double f = va_arg(l, long double);
    va_end(l);
    return d ? a * b + c + e + (int)f : c;
}
N static long many(long a, int b, short c, char d, long e, long f, int g,
                   char h, short i, double j, float k, big l, df m)
{
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 +
           (long)j + (long)k + l.b + (long)m.y;
}
N static int no_ret_use(int *p)
{
    return ++*p;
}
typedef int (*fp)(int);
N static int dbl(int x)
{
    return 2 * x;
}
N static int inc(int x)
{
    return x + 1;
}
N static fp pick(int n)
{
    return n & 1 ? dbl : inc;
}
N static int (*(*pick2(int n))(int))(int)
{
    return n > 3 ? pick : 0;
}
N static int oldstyle();
static int oldstyle(a, b)
int a;
double b;
{
    return a + (int)b;
}
int main(int c, char **v)
{
    (void)v;
    big b = {c, 2, 3};
    df d = {c * .5, 1.5f};
    three t = {{1, 2, 3}};
    printf("%g\n", ms(c, 2.5, b, d, c + 1, 0.25));
    b = msb(b, c);
    printf("%ld %ld %ld\n", b.a, b.b, b.c);
    printf("%g\n", rc(c, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1.5, c, d));
    __m128 r = vc(_mm_set1_ps(c), _mm_set_ps(1, 2, 3, 4), c, _mm_set1_ps(.5f));
    printf("%g %g\n", (double)r[0], (double)r[3]);
    printf("%ld %g\n", pm(c * 9, c + 77), pa(c, 5));
    t = t3(t, c);
    printf("%d %d %d\n", t.s[0], t.s[1], t.s[2]);
    printf("%d\n", va(8, c, b, t, 2.5, c + 1, b, t, 3.5));
    __int128 x = i128((__int128)c << 90, c, (__int128)7 << 64, 1,
                      (__int128)5 << 70, 2.5L);
    printf("%lx %lx\n", (long)(x >> 64), (long)x);
    int q = 5;
    no_ret_use(&q);
    printf("%ld %d %d %d %d\n",
           many(c, 2, 3, 4, 5, 6, 7, 8, 9, 1.5, 2.5f, b, d), q, pick(c)(4),
           pick2(c + 5)(0)(9), oldstyle(c, 2.5));
    return q;
}
