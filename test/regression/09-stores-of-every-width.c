/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A wrong value stored is detected in each width, in floating point and vectors,
   through a pointer and to a global of another file.

   REQUIRES: x86_64
   DEFINE: %{strike} = sh %S/../faults/Inputs/strike.sh %inject
   RUN: %cc -O2 -c -DGLOBALS %s -o %t.globals.o
   RUN: %cc -O2 %s %t.globals.o -o %t.native
   RUN: %tandem_clang -ftandem-recovery=none -O2 %s %t.globals.o -o %t.hard
   RUN: for test in 'store8 imul 0x8' 'store16 imul 0x8' 'store32 imul 0x8' \
   RUN:     'store64 imul 0x8' 'store_float mulss 0x800000' \
   RUN:     'store_double mulsd 0x10000000000000' 'store_vector paddd 0x8' \
   RUN:     'store_extern imul 0x8'; do \
   RUN:   set -- $test && \
   RUN:   %{strike} %t.native $1 $2 1 last $3 sdc && \
   RUN:   %{strike} %t.hard $1 $2 1 last $3 detected || exit 1; \
   RUN: done
 */

typedef int vector __attribute__((vector_size(16)));

#ifdef GLOBALS
int elsewhere;
#else
#include <stdio.h>

#define STORE(name, type, args, expression)                                        \
    __attribute__((noinline)) void name(type *p, args x, args y)               \
    {                                                                          \
        *p = (type)(expression);                                               \
    }

extern int elsewhere;
STORE(store8, char, int, x *y)
STORE(store16, short, int, x *y)
STORE(store32, int, int, x *y)
STORE(store64, long, long, x *y)
STORE(store_float, float, float, x *y)
STORE(store_double, double, double, x *y)
STORE(store_vector, vector, vector, x + y)

__attribute__((noinline)) void store_extern(int x, int y)
{
    elsewhere = x * y;
}

int main(void)
{
    char a;
    short b;
    int c;
    long d;
    float e;
    double f;
    vector g;
    store8(&a, 3, 5);
    store16(&b, 3, 5);
    store32(&c, 3, 5);
    store64(&d, 3, 5);
    store_float(&e, 3, 5);
    store_double(&f, 3, 5);
    store_vector(&g, (vector){1, 2, 3, 4}, (vector){5, 6, 7, 8});
    store_extern(3, 5);
    printf("%d %d %d %ld %g %g %d %d\n", a, b, c, d, (double)e, f,
           g[0] + g[1] + g[2] + g[3], elsewhere);
    return 0;
}
#endif
