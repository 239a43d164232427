/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* recursion.c - calls itself 1,000 times before it returns once, a hundred times. */

#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static unsigned long sum(unsigned long *cell, int left)
{
    if (!left)
        return 0;
    *cell = 100UL * (unsigned long)left / 1000UL + (unsigned long)left % 10UL;
    return sum(cell + 8, left - 1) + *cell;
}

int main(void)
{
    static unsigned long cells[8 * 1000];
    unsigned long total = 0;
    for (int i = 1; i <= 100; i++)
        total = total * 3 + sum(cells, 1000);
    printf("%lu\n", total);
    return 0;
}
