/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stats-test.c - prints what the functions of statistics return; exact.py
 * checks it. With "miss P N" it adds up, over all sequences of up to N
 * injections at rate P, how probable it is that a confidence sequence ever
 * misses P. */
#include "ratio.h"
#include "sequence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double missed(struct mixture mixture, double p, unsigned n)
{
    double *now = calloc(n + 2, sizeof *now);
    double sum = 0;

    now[0] = 1;
    for (unsigned i = 1; i <= n; i++)
        for (unsigned k = i + 1; k-- > 0;) {
            now[k] = now[k] * (1 - p) + (k ? now[k - 1] * p : 0);
            if (now[k] > 0 && !sequence_holds(mixture, k, i, p, 0.95)) {
                sum += now[k];
                now[k] = -0.0;
            }
        }
    free(now);
    return sum;
}

static void show(const char *name, struct interval range)
{
    printf(" %s %.10g %.10g", name, range.low, range.high);
}

int main(int argc, char **argv)
{
    double c = argc > 3 ? atof(argv[argc - 1]) : 0;

    if (!strcmp(argv[1], "miss")) {
        double p = atof(argv[2]);
        unsigned n = (unsigned)atoi(argv[3]);

        printf("miss %g plain %.5f limit %.5f\n", p,
               missed(mixture_plain, p, n), missed(mixture_for_limit(p), p, n));
        return 0;
    }
    if (argc == 4) {
        unsigned long k = strtoul(argv[1], 0, 10), n = strtoul(argv[2], 0, 10);

        printf("%lu %lu %g", k, n, c);
        show("wilson", wilson(k, n, c));
        show("exact", clopper_pearson(k, n, c));
        show("sequence", sequence_interval(mixture_plain, k, n, c));
    } else {
        unsigned long k = strtoul(argv[1], 0, 10), n = strtoul(argv[2], 0, 10),
                      l = strtoul(argv[3], 0, 10), m = strtoul(argv[4], 0, 10);

        printf("%lu %lu %lu %lu %g", k, n, l, m, c);
        show("ratio", koopman(k, n, l, m, c));
    }
    putchar('\n');
    return 0;
}
