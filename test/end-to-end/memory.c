/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Blocks of memory, VLAs, alloca, builtins, overflow that natively works.
   DEFINE: %{same} = bash %S/Inputs/same.sh %cc %tandem_clang %t
   DEFINE: %{flags} = -Wno-shift-count-overflow %s
   RUN: %{same} %{flags}
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %{flags}
   RUN: %{same} -O0 -O2 -fwrapv %{flags}
   RUN: %{same} -O0 -O2 -ftrapv -DTRAPV %{flags}
   RUN: %{same} -O2 -fno-builtin \
   RUN:   -fstack-protector-all -fstack-clash-protection %{flags}
 */
#include <alloca.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK(size)                                                            \
    __attribute__((noinline)) static int block##size(char *to, const char *from) \
    {                                                                          \
        memcpy(to, from, size);                                                \
        memset(to + size, size & 63, size);                                    \
        memmove(to + size / 2, to, size);                                      \
        memmove(to, to + 1, size);                                             \
        return memcmp(to, from, size) < 0;                                     \
    }

BLOCK(1)
BLOCK(2)
BLOCK(7)
BLOCK(16)
BLOCK(33)
BLOCK(128)
BLOCK(1000)
BLOCK(40000)

enum { SHIFT = 40 };
static char from[100000], to[100000];

static unsigned sum_of(const char *data, int size)
{
    unsigned sum = 1;
    for (int i = 0; i < size; i++)
        sum = sum * 31 + (unsigned char)data[i];
    return sum;
}

__attribute__((noinline)) static unsigned any_size(size_t n)
{
    memcpy(to, from, n);
    memmove(to + 3, to, n);
    memset(to + n, 5, n / 3);
    return sum_of(to, (int)(2 * n));
}

__attribute__((noinline)) static long vla(int n, int m)
{
    long cells[n][m], sum = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            cells[i][j] = i * j + 1;
    for (int i = n; i-- > 1;) {
        int row[i];
        row[i - 1] = (int)cells[i][m - 1];
        sum += row[i - 1];
    }
    return sum + (long)sizeof(cells);
}

__attribute__((noinline)) static int stacked(int n)
{
    int *last = NULL, sum = 0;
    for (int i = 1; i < n; i++) {
        int *p = alloca((size_t)i * sizeof(int));
        p[i - 1] = last ? last[0] + i : i;
        p[0] = p[i - 1];
        last = p;
        sum += p[0];
    }
    return sum;
}

__attribute__((noinline)) static int builtins(int a, long b, unsigned c)
{
    int r;
    long l;
    unsigned u;
    unsigned m;
    r = __builtin_add_overflow(a, INT_MAX - 3, &a) ? 1 : 2;
    r += __builtin_mul_overflow(b, LONG_MAX / 2, &l) ? 10 : 20;
    r += __builtin_sub_overflow(c, 77u, &u) ? 100 : 200;
    r += __builtin_clz(c) + __builtin_ctzl((unsigned long)b) +
         __builtin_popcount(c) + __builtin_parity(c) + __builtin_ffs(a) +
         abs(a / 2) + (int)__builtin_expect(c > 3, 1);
    m = __builtin_bswap32(c) + __builtin_bitreverse16((unsigned short)c) +
        __builtin_rotateleft32(c, (unsigned)b);
    return (int)((unsigned)r + m + u + (unsigned)l + (unsigned)a);
}

/* The result is only used when it is defined, the computation is not. */
__attribute__((noinline)) static int undefined(int x, unsigned shift)
{
    volatile int sink, kept;
    int zeros = __builtin_ctz((unsigned)x), ones = __builtin_clzl((unsigned long)x);
    kept = zeros;
    kept = ones;
    sink = x ? zeros + ones : 3;
    int shifted = 1 << shift, gone = x << SHIFT;
    kept = gone;
    return sink + (shift < 32 ? shifted : 0);
}

#ifndef TRAPV
__attribute__((noinline)) static int wraps(int x, int n)
{
    for (int i = 0; i < n; i++)
        x = x * 3 + n;
    return x;
}
#endif

int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 0; i < 100000; i++)
        from[i] = (char)(i * 7 + argc);
    int order = block1(to, from) + 2 * block2(to, from) + 4 * block7(to, from) +
                8 * block16(to, from) + 16 * block33(to, from) +
                32 * block128(to, from) + 64 * block1000(to, from) +
                128 * block40000(to, from);
    printf("%d %u\n", order, sum_of(to, 100000));
    for (size_t n = 1; n < 20000; n = n * 3 + 1)
        printf("%u ", any_size(n * (size_t)argc));
    printf("\n%ld %d\n", vla(argc * 9, 11), stacked(argc * 50));
    printf("%d %d\n", builtins(argc, 8, 100), builtins(argc + 5, argc, 5));
    printf("%d %d %d\n", undefined(0, 40), undefined(argc * 8, 3), undefined(argc - 1, 0));
#ifndef TRAPV
    printf("%d\n", wraps(argc + 12345, 100));
#endif
    return order & 63;
}
