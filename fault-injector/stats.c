/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stats.c - Wilson's score interval and Clopper and Pearson's exact one. */
#include "stats.h"

#include <math.h>

double normal_quantile(double probability)
{
    double low = -40, high = 40;

    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;

        if (erfc(-middle / M_SQRT2) / 2 < probability)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

struct interval wilson_share(double p, double n, double confidence)
{
    double z = normal_quantile((1 + confidence) / 2);
    double scale = 1 + z * z / n;
    double centre = (p + z * z / (2 * n)) / scale;
    double half = z / scale * sqrt(p * (1 - p) / n + z * z / (4 * n * n));

    /* at the ends the formula is exact but for rounding */
    return (struct interval){p > 0 ? fmax(0, centre - half) : 0,
                             p < 1 ? fmin(1, centre + half) : 1};
}

struct interval wilson(uint64_t k, uint64_t n, double confidence)
{
    if (!n)
        return (struct interval){0, 1};
    return wilson_share((double)k / (double)n, (double)n, confidence);
}

/* Terms are summed from the largest one in reach, downwards until they no
 * longer matter and upwards to K, each from its neighbour. */
double binomial_tail(uint64_t k, uint64_t n, double p)
{
    double dn = (double)n, odds = p / (1 - p);
    double start, first, term, sum;

    if (p <= 0 || k >= n)
        return 1;
    if (p >= 1)
        return 0;
    start = fmin((double)k, floor((dn + 1) * p));
    first = exp(lgamma(dn + 1) - lgamma(start + 1) - lgamma(dn - start + 1) +
                start * log(p) + (dn - start) * log1p(-p));
    sum = term = first;
    for (double i = start; i > 0 && term > sum * 1e-17; i--)
        sum += term *= i / ((dn - i + 1) * odds);
    term = first;
    for (double i = start + 1; i <= (double)k && term > sum * 1e-17; i++)
        sum += term *= (dn - i + 1) * odds / i;
    return sum < 1 ? sum : 1;
}

/* The P at which P(X <= K) is PROBABILITY; it falls as P grows. */
static double solve(uint64_t k, uint64_t n, double probability)
{
    double low = 0, high = 1;

    for (int i = 0; i < 100; i++) {
        double middle = (low + high) / 2;

        if (binomial_tail(k, n, middle) > probability)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

struct interval clopper_pearson(uint64_t k, uint64_t n, double confidence)
{
    struct interval interval = {0, 1};
    double tail = (1 - confidence) / 2;

    if (!n)
        return interval;
    if (k > 0)
        interval.low = solve(k - 1, n, 1 - tail);
    if (k < n)
        interval.high = solve(k, n, tail);
    return interval;
}
