/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Functions with three replicas, with two and with none call each other in every
   combination, and pass and return structures and vectors.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O2 -I%include %s
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -I%include %s
   RUN: %tandem_clang -O2 -I%include -ftandem-report=%t.report -c %s -o %t.o
   RUN: grep 'total: hardened=15 outside=7 ' %t.report
 */

#include <stdio.h>
#include <tandem/tandem.h>

typedef int vector __attribute__((vector_size(16)));
typedef double numbers __attribute__((vector_size(16)));

struct small {
    int a;
    float b;
};

struct large {
    long many[6];
    vector v;
};

#define FAR __attribute__((noinline))

/* What function NAME, in a mode, does with what it is passed. */
#define CALLEE(MODE, NAME)                                                     \
    MODE FAR struct small small_##NAME(struct small s, int by)                 \
    {                                                                          \
        s.a = s.a * by + 3;                                                    \
        s.b = s.b / 2 + (float)s.a;                                            \
        return s;                                                              \
    }                                                                          \
    MODE FAR struct large large_##NAME(struct large l, numbers n)              \
    {                                                                          \
        for (int i = 0; i < 6; i++)                                            \
            l.many[i] = l.many[5 - i] * 7 + (long)n[i & 1];                    \
        l.v = l.v * 3 + (vector){1, 2, 3, 4};                                  \
        return l;                                                              \
    }                                                                          \
    MODE FAR numbers vector_##NAME(numbers n, vector v)                        \
    {                                                                          \
        return n * (numbers){v[0], v[3]} + (numbers){0.5, 0.25};               \
    }                                                                          \
    MODE FAR long many_##NAME(long a, short b, char c, double d, float e,      \
                              long f, long g, long h, struct small s)          \
    {                                                                          \
        return a + b * c + (long)(d * e) + f * g - h + s.a;                    \
    }

CALLEE(TANDEM_OFF, off)
CALLEE(TANDEM_DMR, two)
CALLEE(TANDEM_TMR, three)

static struct small before = {5, 1.5F};
static struct large more = {{1, 2, 3, 4, 5, 6}, {7, 8, 9, 10}};

static void show(const char *who, struct small s, struct large l, numbers n,
                 long m)
{
    printf("%s: %d %g", who, s.a, (double)s.b);
    for (int i = 0; i < 6; i++)
        printf(" %ld", l.many[i]);
    printf(" %d %d %d %d %g %g %ld\n", l.v[0], l.v[1], l.v[2], l.v[3], n[0],
           n[1], m);
}

#define CALLER(MODE, NAME, OTHER)                                              \
    MODE FAR void NAME##_calls_##OTHER(int times)                              \
    {                                                                          \
        struct small s = before;                                               \
        struct large l = more;                                                 \
        numbers n = {1.25, 3.5};                                               \
        long m = 1;                                                            \
        for (int i = 0; i < times; i++) {                                      \
            s = small_##OTHER(s, i);                                           \
            n = vector_##OTHER(n, (vector){i, 1, 2, 3 - i});                   \
            l = large_##OTHER(l, n);                                           \
            m = many_##OTHER(m, (short)i, 'a', n[0], s.b, s.a, i, m, s);       \
        }                                                                      \
        show(#NAME " calls " #OTHER, s, l, n, m);                              \
    }

CALLER(TANDEM_OFF, off, off)
CALLER(TANDEM_OFF, off, two)
CALLER(TANDEM_OFF, off, three)
CALLER(TANDEM_DMR, two, off)
CALLER(TANDEM_DMR, two, two)
CALLER(TANDEM_DMR, two, three)
CALLER(TANDEM_TMR, three, off)
CALLER(TANDEM_TMR, three, two)
CALLER(TANDEM_TMR, three, three)

int main(void)
{
    off_calls_off(5);
    off_calls_two(5);
    off_calls_three(5);
    two_calls_off(5);
    two_calls_two(5);
    two_calls_three(5);
    three_calls_off(5);
    three_calls_two(5);
    three_calls_three(5);
    return 0;
}
