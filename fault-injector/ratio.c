/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* ratio.c - Koopman's interval: the ratios that a score test does not reject.
 */
#include "ratio.h"

#include <math.h>
#include <stdbool.h>

struct counts {
    double k1, n1, k2, n2;
};

/* The score statistic, squared, of the hypothesis p1 = RATIO p2; the p1 and p2
 * that make the counts most likely under it solve a quadratic equation. */
static double score(const struct counts *c, double ratio)
{
    double n = c->n1 + c->n2;
    double b = ratio * (c->n1 + c->k2) + c->k1 + c->n2;
    double root = sqrt(fmax(0, b * b - 4 * ratio * n * (c->k1 + c->k2)));
    /* the smaller root, without a difference of like numbers */
    double p1 = 2 * ratio * (c->k1 + c->k2) / (b + root);
    double p2 = p1 / ratio;
    double d1 = c->k1 - c->n1 * p1, d2 = c->k2 - c->n2 * p2;
    double v1 = c->n1 * p1 * (1 - p1), v2 = c->n2 * p2 * (1 - p2);

    return (v1 > 0 ? d1 * d1 / v1 : 0) + (v2 > 0 ? d2 * d2 / v2 : 0);
}

/* Where, between a ratio that is not rejected and one that is, that changes;
 * on a logarithmic scale. */
static double boundary(const struct counts *c, double inside, double outside,
                       double limit)
{
    for (int i = 0; i < 200; i++) {
        double middle = sqrt(inside) * sqrt(outside);

        if (score(c, middle) <= limit)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

struct interval koopman(double k1, double n1, double k2, double n2,
                        double confidence)
{
    const struct counts c = {k1, n1, k2, n2};
    const double tiny = 1e-150, huge = 1e150;
    struct interval interval = {0, INFINITY};
    double z = normal_quantile((1 + confidence) / 2), middle;

    if (n1 <= 0 || n2 <= 0 || (k1 <= 0 && k2 <= 0))
        return interval;
    if (k1 > 0 && k2 > 0)
        middle = c.k1 / c.n1 / (c.k2 / c.n2);
    else
        middle = k1 > 0 ? huge : tiny;
    if (k1 > 0)
        interval.low = boundary(&c, middle, tiny, z * z);
    if (k2 > 0)
        interval.high = boundary(&c, middle, huge, z * z);
    return interval;
}
