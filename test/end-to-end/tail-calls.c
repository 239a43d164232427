/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Tail calls stay tail calls: recursion of any depth needs no stack.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O1 -O2 -O3 -Os %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
 */
#include <stdio.h>

#define DEEP 10000000l

#if __has_attribute(musttail)
#define MUSTTAIL __attribute__((musttail))
#else
#define MUSTTAIL
#endif

static long even(long n, long x);
static unsigned seen;

__attribute__((noinline)) static long odd(long n, long x)
{
    seen += (unsigned)n;
    if (n == 0)
        return x;
    MUSTTAIL return even(n - 1, x + n);
}

__attribute__((noinline)) static long even(long n, long x)
{
    seen ^= (unsigned)x;
    if (n == 0)
        return -x;
    MUSTTAIL return odd(n - 1, x ^ n);
}

/* An interpreter of handlers that call the next one. */
typedef int handler(const unsigned char *code, int x, long steps);
static handler add, twice, loop, stop;
static handler *const handlers[] = {add, twice, loop, stop};

static int add(const unsigned char *code, int x, long steps)
{
    MUSTTAIL return handlers[code[1]](code + 1, x + 1, steps);
}

static int twice(const unsigned char *code, int x, long steps)
{
    MUSTTAIL return handlers[code[1]](code + 1, (int)(2u * (unsigned)x), steps);
}

static int loop(const unsigned char *code, int x, long steps)
{
    if (steps)
        code -= 4;
    MUSTTAIL return handlers[code[1]](code + 1, x, steps - 1);
}

static int stop(const unsigned char *code, int x, long steps)
{
    return x + (int)steps + *code;
}

/* Without the attribute, where the optimiser makes it a tail call. */
static double (*volatile next)(double, long);

__attribute__((noinline)) static double sibling(double x, long n)
{
    if (n == 0)
        return x;
    return next(x * 0.5 + 1, n - 1);
}

__attribute__((noinline)) static void nothing(long n)
{
    seen += (unsigned)n;
    __asm__ volatile("");
    if (n)
        MUSTTAIL return nothing(n - 1);
}

int main(int argc, char **argv)
{
    (void)argv;
    static const unsigned char code[] = {0, 0, 1, 0, 2, 3};
    printf("%ld\n", even(DEEP, argc));
    printf("%d\n", add(code, argc, DEEP / 4));
    next = sibling;
    printf("%g\n", sibling(argc, DEEP));
    nothing(DEEP);
    printf("%u\n", seen);
    return (int)(seen & 63);
}
