/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Structures by value, unions, bit-fields, padding, varargs.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct floats3 {
    float x, y, z;
};
struct mixed {
    char c;
    double d;
    short s;
};
struct big {
    int a[40];
    struct mixed m;
};
struct pair {
    long a;
    double b;
};
struct bits {
    unsigned a : 3, b : 7;
    signed c : 5;
    unsigned long d : 37;
    _Bool e : 1;
};
struct __attribute__((packed)) tight {
    char c;
    long l;
    float f;
};
union any {
    int i;
    float f;
    unsigned char b[12];
    struct pair p;
};

__attribute__((noinline)) struct floats3 turn3(struct floats3 v, int n)
{
    while (n--) {
        float t = v.x;
        v.x = v.y * 0.5f;
        v.y = v.z + 1;
        v.z = t;
    }
    return v;
}

__attribute__((noinline)) struct mixed turn(struct mixed m, struct big b)
{
    m.d += b.a[(unsigned char)m.c % 40] + b.m.d;
    m.s = (short)(m.s * b.m.s);
    m.c++;
    return m;
}

__attribute__((noinline)) struct big grow(struct big b, int n)
{
    for (int i = 0; i < 40; i++)
        b.a[i] += n * i;
    b.m = turn(b.m, b);
    return b;
}

__attribute__((noinline)) struct pair swap(struct pair p)
{
    return (struct pair){(long)p.b, (double)p.a};
}

__attribute__((noinline)) struct bits step(struct bits b, int n)
{
    for (int i = 0; i < n; i++) {
        b.a += 3;
        b.b = (b.b * 5 + b.a) & 127;
        b.c -= 3;
        b.d = b.d * 3 + (unsigned)b.b;
        b.e = !b.e;
    }
    return b;
}

__attribute__((noinline)) struct tight pull(struct tight t)
{
    t.l += t.c;
    t.f *= 2;
    return t;
}

__attribute__((noinline)) int pun(union any u, int n)
{
    u.f += (float)n;
    u.b[3] ^= 1;
    return u.i + u.b[1];
}

/* The padding of the copy and the fields not set hold anything. */
__attribute__((noinline)) struct mixed *padded(char c)
{
    struct mixed m, *copy = malloc(sizeof(m));
    m.c = c;
    m.d = c;
    *copy = m;
    copy->s = 4;
    return copy;
}

static double add(int n, va_list list)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        switch (i % 5) {
        case 0: sum += va_arg(list, int); break;
        case 1: sum += va_arg(list, double); break;
        case 2: sum += (double)va_arg(list, long double); break;
        case 3: sum += va_arg(list, struct mixed).d; break;
        default: sum += (double)va_arg(list, struct pair).a;
        }
    return sum;
}

__attribute__((noinline)) double total(int n, ...)
{
    va_list list, again;
    va_start(list, n);
    va_copy(again, list);
    double sum = add(n, list) + 2 * add(n / 2, again);
    va_end(again);
    va_end(list);
    return sum;
}

int main(int argc, char **argv)
{
    (void)argv;
    struct floats3 v = turn3((struct floats3){1, 2, (float)argc}, 5);
    printf("%g %g %g\n", (double)v.x, (double)v.y, (double)v.z);
    struct big b = {.a = {1, 2, 3}, .m = {(char)argc, 2.5, 3}};
    b = grow(grow(b, argc), 3);
    printf("%d %d %g %d\n", b.a[39], b.m.c, b.m.d, b.m.s);
    struct pair p = swap((struct pair){argc, 6.5});
    printf("%ld %g\n", p.a, p.b);
    struct bits f = step((struct bits){1, 2, 3, 4, 1}, argc + 8);
    printf("%u %u %d %lu %d\n", f.a, f.b, f.c, (unsigned long)f.d, f.e);
    struct tight t = pull((struct tight){(char)argc, 77, 1.5f});
    printf("%ld %g\n", t.l, (double)t.f);
    printf("%d\n", pun((union any){.f = 1.5f}, argc));
    struct mixed *m = padded((char)argc);
    printf("%d %g %d\n", m->c, m->d, m->s);
    free(m);
    printf("%g\n", total(10, argc, 2.5, 3.5L, *&b.m, p, 6, 7.25, 8.0L, b.m, p));
    return (int)f.d & 63;
}
