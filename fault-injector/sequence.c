/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sequence.c - the beta-binomial confidence sequence. */
#include "sequence.h"

#include <math.h>

const struct mixture mixture_plain = {0.5, 0.5};

/* When nothing is seen the campaign for "< LIMIT" ends after about
 * (log(1/(1 - C)) + a log(1 + N/b)) / LIMIT: with b in the order of N, little
 * more than what a fixed number of injections needs. */
struct mixture mixture_for_limit(double limit)
{
    return (struct mixture){0.5, fmax(0.5, 1 / limit)};
}

static double log_beta(double a, double b)
{
    return lgamma(a) + lgamma(b) - lgamma(a + b);
}

/* N log P, which is 0 when N is. */
static double log_power(double p, double n)
{
    return n > 0 ? n * log(p) : 0;
}

bool sequence_holds(struct mixture mixture, uint64_t k, uint64_t n, double p,
                    double confidence)
{
    double hits = (double)k, misses = (double)(n - k);
    double martingale = log_beta(hits + mixture.a, misses + mixture.b) -
                        log_beta(mixture.a, mixture.b) - log_power(p, hits) -
                        (misses > 0 ? misses * log1p(-p) : 0);

    return martingale < -log1p(-confidence);
}

/* The last P that holds on the way from INSIDE to END. */
static double edge(struct mixture mixture, uint64_t k, uint64_t n,
                   double inside, double end, double confidence)
{
    if (sequence_holds(mixture, k, n, end, confidence))
        return end;
    for (int i = 0; i < 60; i++) {
        double middle = (inside + end) / 2;

        if (sequence_holds(mixture, k, n, middle, confidence))
            inside = middle;
        else
            end = middle;
    }
    return end;
}

struct interval sequence_interval(struct mixture mixture, uint64_t k,
                                  uint64_t n, double confidence)
{
    double p;

    if (!n)
        return (struct interval){0, 1};
    p = (double)k / (double)n;
    return (struct interval){edge(mixture, k, n, p, 0, confidence),
                             edge(mixture, k, n, p, 1, confidence)};
}
