/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stats.c - Wilson's score interval and Clopper and Pearson's exact one. */
#include "stats.h"

#include <math.h>

static const double z = 1.959963984540054; /* 97.5 % of a normal variable */
static const double tail = 0.025;

struct interval wilson(uint64_t k, uint64_t n)
{
    double p, centre, half, scale;

    if (!n)
        return (struct interval){0, 1};
    p = (double)k / (double)n;
    scale = 1 + z * z / (double)n;
    centre = (p + z * z / (2 * (double)n)) / scale;
    half = z / scale *
           sqrt(p * (1 - p) / (double)n + z * z / (4 * (double)n * (double)n));
    /* at the ends the formula is exact but for rounding */
    return (struct interval){k ? fmax(0, centre - half) : 0,
                             k < n ? fmin(1, centre + half) : 1};
}

/* P(X <= K) for X binomial (N, P). The terms are summed downwards from the
 * largest one in reach, until they no longer matter. */
static double lower_tail(uint64_t k, uint64_t n, double p)
{
    double sum = 0, term;
    double dn = (double)n;

    if (p <= 0)
        return 1;
    if (p >= 1)
        return k >= n;
    for (uint64_t i = k + 1; i-- > 0;) {
        double di = (double)i;

        term = exp(lgamma(dn + 1) - lgamma(di + 1) - lgamma(dn - di + 1) +
                   di * log(p) + (dn - di) * log1p(-p));
        sum += term;
        if (di < dn * p && term < sum * 1e-17)
            break;
    }
    return sum < 1 ? sum : 1;
}

/* The P at which P(X <= K) is PROBABILITY; it falls as P grows. */
static double solve(uint64_t k, uint64_t n, double probability)
{
    double low = 0, high = 1;

    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;

        if (lower_tail(k, n, middle) > probability)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

struct interval clopper_pearson(uint64_t k, uint64_t n)
{
    struct interval interval = {0, 1};

    if (!n)
        return interval;
    if (k > 0)
        interval.low = solve(k - 1, n, 1 - tail);
    if (k < n)
        interval.high = solve(k, n, tail);
    return interval;
}
