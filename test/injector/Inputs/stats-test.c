/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stats-test.c - prints intervals in per cent. */
#include "stats.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    unsigned long k = strtoul(argv[1], 0, 10), n = strtoul(argv[2], 0, 10);
    struct interval w = wilson(k, n), c = clopper_pearson(k, n);

    printf("%lu/%lu wilson %.2f %.2f exact %.2f %.2f\n", k, n, 100 * w.low,
           100 * w.high, 100 * c.low, 100 * c.high);
    return argc != 3;
}
