/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* freestanding.c - values of every type, for targets without headers. */

struct pair {
    long a;
    char b;
};

struct large {
    int cells[30];
};

int external(int, struct pair, struct large *);
extern volatile unsigned port;
int shared[16];
long long counter;

long long wide(long long a, long long b, int n)
{
    while (n--) {
        a = a * b + (a >> 3);
        if (a > counter)
            counter = a / (b | 1);
    }
    return a ^ b;
}

#ifdef __SIZEOF_INT128__
unsigned __int128 wider(unsigned __int128 a, int n)
{
    while (n--)
        a = a * 3 + (a >> 70);
    return a;
}
#endif

#ifndef NO_FLOATS
float cellsf[8];
double real(double a, float b, int n)
{
    for (int i = 0; i < n; i++) {
        a = a * 0.5 + (double)b;
        if (a > 3)
            a -= (double)cellsf[i & 7];
        cellsf[i & 7] = (float)a;
    }
    return a;
}

typedef int vector __attribute__((vector_size(16)));
vector vectors(vector a, vector b, int n)
{
    while (n--)
        a = a * b + (a > b);
    return a;
}

void scale(float *restrict to, const float *from, int n)
{
    for (int i = 0; i < n; i++)
        to[i] = from[i] * 3;
}

long double longest(long double a, int n)
{
    return n > 3 ? a * 2 : a;
}
#endif

struct pair pairs(struct pair p, int n)
{
    switch (n) {
    case 0: p.a = 3; break;
    case 1: p.b++; break;
    case 2:
    case 7: p.a += p.b; break;
    case 100: p.a = external(n, p, 0); break;
    default: p.b = (char)shared[n & 15];
    }
    return p;
}

struct large larger(struct large l, int n)
{
    for (int i = 0; i < 30; i++)
        l.cells[i] += shared[i & 15] * n;
    external(n, (struct pair){1, 2}, &l);
    return l;
}

int atomics(int n)
{
    static int state;
    int old = __atomic_fetch_add(&state, n, __ATOMIC_SEQ_CST);
    __atomic_compare_exchange_n(&state, &old, n, 0, __ATOMIC_ACQ_REL,
                                __ATOMIC_ACQUIRE);
    __atomic_thread_fence(__ATOMIC_RELEASE);
    port = (unsigned)old;
    return (int)port + state;
}

int labels(int n)
{
    static void *const where[] = {&&one, &&two};
    goto *where[n & 1];
one:
    return shared[n & 15];
two:
    return shared[n & 7] + 1;
}

int various(int n, ...)
{
    __builtin_va_list list;
    int sum = 0;
    __builtin_va_start(list, n);
    while (n--)
        sum += __builtin_va_arg(list, int);
    __builtin_va_end(list);
    return sum;
}

int bits(unsigned n)
{
    return __builtin_clz(n) + __builtin_ctz(n) + __builtin_popcount(n);
}
