/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Integers of every width keep their values.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -std=c2x %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -std=c2x %s
 */
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define WORK(name, type)                                                       \
    __attribute__((noinline)) static type name(type a, type b, int n)          \
    {                                                                          \
        type x = a;                                                            \
        for (int i = 0; i < n; i++) {                                          \
            x = (type)(x * (b | 1) + (x >> 3));                                \
            x ^= (type)(a << 1);                                               \
            if (x > b)                                                         \
                x -= b / 3 + 1;                                                \
            if (b)                                                             \
                x += a % b;                                                    \
        }                                                                      \
        return x;                                                              \
    }

WORK(u7, unsigned _BitInt(7))
WORK(u8, unsigned char)
WORK(u16, unsigned short)
WORK(u24, unsigned _BitInt(24))
WORK(u32, unsigned)
WORK(u37, unsigned _BitInt(37))
WORK(u64, unsigned long)
WORK(u65, unsigned _BitInt(65))
WORK(u128, unsigned __int128)

/* Division of wider integers is not in every library. */
__attribute__((noinline)) static unsigned _BitInt(128)
    wide(unsigned _BitInt(128) a, int n)
{
    _BitInt(103) s = -5;
    unsigned _BitInt(128) x = a;
    for (int i = 0; i < n; i++) {
        x = x * (a | 1) + (x >> 70);
        s = s * 3 - (_BitInt(103))x;
    }
    return x ^ (unsigned _BitInt(128))s;
}

static void show(const char *name, unsigned __int128 v)
{
    printf("%s %016lx%016lx\n", name, (unsigned long)(v >> 64),
           (unsigned long)v);
}

__attribute__((noinline)) static bool toggle(bool a, bool b, int n)
{
    bool r = a;
    while (n--)
        r = r ? !b : (a && n & 1);
    return r;
}

__attribute__((noinline)) static long narrow(signed char c, short s, int i,
                                             long l, unsigned char u)
{
    c = (signed char)(c * 3);
    s = (short)(s << 2);
    return c + s + (i >> 2) + l / 7 - u + (c < s) + ((unsigned)i > u);
}

struct odd {
    unsigned _BitInt(7) a;
    _BitInt(24) b;
    unsigned _BitInt(65) c;
    bool d;
};

__attribute__((noinline)) static struct odd turn(struct odd o, int n)
{
    while (n--) {
        o.a += 3;
        o.b = (_BitInt(24))(o.b * 5 - (_BitInt(24))o.a);
        o.c = o.c * 7 + (unsigned _BitInt(65))o.a;
        o.d = !o.d;
    }
    return o;
}

int main(int argc, char **argv)
{
    (void)argv;
    int n = 20 * argc;
    show("u7", u7((unsigned _BitInt(7))(argc + 90), 77, n));
    show("u8", u8((unsigned char)(argc + 200), 99, n));
    show("u16", u16((unsigned short)(argc + 40000), 999, n));
    show("u24", u24((unsigned _BitInt(24))(argc + 4000000), 999999, n));
    show("u32", u32((unsigned)argc + 4000000000u, 99999999, n));
    show("u37", u37((unsigned _BitInt(37))(argc + 4000000000l), 99999999, n));
    show("u64", u64((unsigned long)argc + (1ul << 60), 1ul << 40, n));
    show("u65", u65((unsigned _BitInt(65))argc << 64, 1ul << 63, n));
    show("u128", u128((unsigned __int128)argc << 120, 1ul << 63, n));
    show("wide", wide((unsigned _BitInt(128))argc << 67 | 12345, n));
    printf("%d %d\n", toggle(argc, 0, n), toggle(0, argc, n + 1));
    printf("%ld\n", narrow((signed char)(argc * 100), (short)(argc * 30000),
                           INT_MIN + argc, LONG_MIN + argc, 200));
    struct odd o = turn((struct odd){1, -2, 3, true}, n + 1);
    show("odd", (unsigned __int128)o.c + (unsigned __int128)o.b + o.a + o.d);
    return (int)u8(3, 5, n) & 127;
}
