/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Indirect calls that return structures and pointers, and structures that are
   constants, work; nothing is left out with a warning.
   RUN: bash %S/../end-to-end/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -O3 %s
   RUN: %tandem_clang -ftandem-recovery=none -O2 -c %s -o %t.o -Werror -Rpass-missed=tandem 2>&1 | count 0
 */
#include <stdio.h>

struct small {
    int a;
    float b;
};
struct large {
    long cells[6];
    const char *name;
};

static struct small make_small(int n)
{
    return (struct small){n, 0.5f};
}

static struct large make_large(int n)
{
    return (struct large){{n, 2, 3}, "constant"};
}

static const struct large table[] = {{{1, 2}, "one"}, {{3, 4}, "two"}};

static const struct large *find(int n)
{
    return &table[n & 1];
}

static struct small (*volatile small)(int) = make_small;
static struct large (*volatile large)(int) = make_large;
static const struct large *(*volatile pointer)(int) = find;

__attribute__((noinline)) static struct large fixed(int which)
{
    return which ? table[1] : (struct large){{7}, "seven"};
}

int main(int argc, char **argv)
{
    struct small s = small(argc);
    struct large l = large(argc);
    const struct large *p = pointer(argc);
    (void)argv;
    printf("%d %g %ld %s %ld %s\n", s.a, (double)s.b, l.cells[0], l.name,
           p->cells[0], p->name);
    printf("%s %s\n", fixed(argc).name, fixed(argc - 1).name);
    return (int)l.cells[2];
}
