/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Switches of every kind, computed goto, nested loops.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O2 -fno-jump-tables %s
 */
#include <stdio.h>

__attribute__((noinline)) static int dense(int n)
{
    switch (n) {
    case 0: return 17;
    case 1: return -4;
    case 2: return n * 9;
    case 3: puts("three"); return 1;
    case 4: return 88;
    case 5:
    case 6: puts("five or six"); /* falls through */
    case 7: return n + 1;
    default: return -1;
    }
}

__attribute__((noinline)) static int sparse(long n)
{
    switch (n) {
    case -1000000000000: puts("far below"); return 1;
    case -7: return 2;
    case 0: puts("zero"); return 3;
    case 12345: return 4;
    case 99999999999: puts("far above"); return 5;
    default: return 6;
    }
}

__attribute__((noinline)) static int ranges(unsigned char c)
{
    int r = 0;
    switch (c) {
    case 'a' ... 'z': r = 1; break;
    case 'A' ... 'Z': r = c; break;
    case '0' ... '9': r = c - '0'; break;
    case ' ':
    case '\t':
    case '\n': r = 99; break;
    }
    return r;
}

__attribute__((noinline)) static int closed(unsigned n, int x)
{
    switch (n & 3) {
    case 0: x += 5; break;
    case 1: x *= 3; break;
    case 2: x -= 7; break;
    case 3: x ^= 0x55; break;
    default: __builtin_unreachable();
    }
    return x;
}

__attribute__((noinline)) static int same_target(int n, int x)
{
    int r;
    switch (n) {
    case 1:
    case 5:
    case 9: r = x; break;
    case 2:
    case 6: r = x + 1; break;
    default: r = 0; goto out;
    }
    r *= 2;
out:
    return r + n;
}

#define C1(n) case n: x = x * 31 + n; break;
#define C10(n) C1(n) C1(n + 1) C1(n + 2) C1(n + 3) C1(n + 4) C1(n + 5) \
    C1(n + 6) C1(n + 7) C1(n + 8) C1(n + 9)
#define C100(n) C10(n) C10(n + 10) C10(n + 20) C10(n + 30) C10(n + 40) \
    C10(n + 50) C10(n + 60) C10(n + 70) C10(n + 80) C10(n + 90)

__attribute__((noinline)) static unsigned huge(unsigned n, unsigned x)
{
    switch (n) {
        C100(0) C100(100) C100(200) C100(300)
    default: x ^= 0xdead;
    }
    return x;
}

/* A machine that steps by switch in a loop. */
__attribute__((noinline)) static long machine(const char *code, long x)
{
    for (;; code++)
        switch (*code) {
        case '+': x++; continue;
        case '*': x *= 3; continue;
        case '-': x -= 2; continue;
        case '?':
            if (x & 1)
                code++;
            continue;
        case 'e': return x;
        }
}

__attribute__((noinline)) static long threaded(const unsigned char *code, long x)
{
    static const void *const labels[] = {&&add, &&mul, &&neg, &&done};
    goto *labels[*code++];
add:
    x += 3;
    goto *labels[*code++];
mul:
    x *= 7;
    goto *labels[*code++];
neg:
    x = -x;
    goto *labels[*code++];
done:
    return x;
}

__attribute__((noinline)) static int wide_switch(__int128 v)
{
    switch (v) {
    case (__int128)1 << 100: puts("2^100"); return 1;
    case 5: return 2;
    case -1: puts("minus one"); return 3;
    default: return 4;
    }
}

__attribute__((noinline)) static int nested(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        for (int j = i; j; j /= 2) {
            if ((i ^ j) % 5 == 0)
                goto next;
            sum += j;
            do
                sum ^= i;
            while (sum % 3 == 1 && sum++ < 50);
        next:;
        }
    return sum;
}

int main(int argc, char **argv)
{
    (void)argv;
    int sum = 0;
    for (int i = -2; i < 12; i++)
        printf("%d %d %d\n", dense(i), closed((unsigned)i, i), same_target(i, argc));
    long keys[] = {-1000000000000, -7, 0, 12345, 99999999999, argc};
    for (int i = 0; i < 6; i++)
        sum += sparse(keys[i]) * (i + 1);
    for (int i = 0; i < 256; i++)
        sum += ranges((unsigned char)i);
    unsigned x = (unsigned)argc;
    for (unsigned i = 0; i < 420; i++)
        x = huge(i * 7 % 420, x);
    printf("%d %u %ld\n", sum, x, machine("++*-?+*?--*e", argc));
    printf("%ld\n", threaded((unsigned char[]){0, 1, 2, 0, 1, 1, 3}, argc));
    printf("%d %d\n", wide_switch((__int128)argc << 100), wide_switch(-argc));
    printf("%d\n", nested(argc * 40));
    return sum & 63;
}
