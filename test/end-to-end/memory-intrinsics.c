/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memcpy, memmove and memset of each constant length that the compiler may expand
   in line, and some more, at each alignment; overlapping; onto itself.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -I%include %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -I%include %s
 */
#include <stdio.h>
#include <string.h>
#include <tandem/tandem.h>

#define TEN(M, t)                                                              \
    M(t##0) M(t##1) M(t##2) M(t##3) M(t##4)                                    \
    M(t##5) M(t##6) M(t##7) M(t##8) M(t##9)
#define ALL(M)                                                                 \
    TEN(M, ) TEN(M, 1) TEN(M, 2) TEN(M, 3) TEN(M, 4) TEN(M, 5) TEN(M, 6)       \
    TEN(M, 7) TEN(M, 8) TEN(M, 9) TEN(M, 10) TEN(M, 11) TEN(M, 12)             \
    TEN(M, 13) TEN(M, 14) TEN(M, 15) M(160) M(255) M(256) M(257)
#define ALIGNMENT(n) (1 << (n) % 6)
#define ALIGNED(p, n) __builtin_assume_aligned(p, ALIGNMENT(n))

#define FUNCTIONS(n)                                                           \
    static void copy##n(char *to, const char *from)                            \
    {                                                                          \
        memcpy(ALIGNED(to, n), ALIGNED(from, n), n);                           \
    }                                                                          \
    static void move##n(char *to, const char *from)                            \
    {                                                                          \
        memmove(to, from, n);                                                  \
    }                                                                          \
    static void set##n(char *to, int c)                                        \
    {                                                                          \
        memset(ALIGNED(to, n), c, n);                                          \
    }                                                                          \
    static void fill##n(char *to)                                              \
    {                                                                          \
        memset(to, (n % 3) ? n : 0, n);                                        \
    }
ALL(FUNCTIONS)

#define ROW(n) {n, ALIGNMENT(n), copy##n, move##n, set##n, fill##n},
static const struct {
    int length, alignment;
    void (*copy)(char *, const char *);
    void (*move)(char *, const char *);
    void (*set)(char *, int);
    void (*fill)(char *);
} rows[] = {ALL(ROW)};

enum { ROWS = sizeof(rows) / sizeof(rows[0]), SIZE = 1024, MIDDLE = 512 };
static _Alignas(64) char from[SIZE], to[SIZE];

/* Every byte and its place count, those around the block too. */
TANDEM_OFF static unsigned long sum(void)
{
    unsigned long result = 5381;
    for (int i = 0; i < SIZE; i++)
        result = result * 33 + (unsigned char)to[i];
    return result;
}

TANDEM_OFF static void reset(int seed)
{
    for (int i = 0; i < SIZE; i++) {
        from[i] = (char)(i * 7 + (i >> 8) + seed);
        to[i] = (char)(i * 11 + (i >> 7) - seed);
    }
}

int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 0; i < ROWS; i++) {
        int step = rows[i].alignment;
        reset(i);
        rows[i].copy(to + step, from + 3 * step);
        printf("%d copy %lx", rows[i].length, sum());
        rows[i].copy(to + MIDDLE, from + step);
        rows[i].copy(to + step, to + step);
        printf(" %lx move", sum());
        static const int distances[] = {0, 1, 3, 8, 15, 16, 17, 40, 100, 127};
        for (int d = 0; d < 10; d++) {
            rows[i].move(to + MIDDLE + distances[d], to + MIDDLE);
            printf(" %lx", sum());
            rows[i].move(to + MIDDLE - distances[d], to + MIDDLE);
            printf(" %lx", sum());
        }
        rows[i].set(to + 5 * step, argc + 200 + i);
        printf(" set %lx", sum());
        rows[i].fill(to + 77);
        printf(" %lx\n", sum());
    }
    return 0;
}
