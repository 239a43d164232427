/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stats.h - confidence intervals of a proportion.
 *
 * CONFIDENCE is 0.95 for 95 %; what lies outside is divided evenly between
 * the two sides. */
#ifndef TANDEM_INJECT_STATS_H
#define TANDEM_INJECT_STATS_H

#include <stdint.h>

#define USUAL_CONFIDENCE 0.95

struct interval {
    double low, high;
};

/* Both for K of N; the whole range when N is 0. */
struct interval wilson(uint64_t k, uint64_t n,
                       double confidence); /* for display */
struct interval clopper_pearson(uint64_t k, uint64_t n,
                                double confidence); /* for claims */

/* Wilson's for a proportion P seen in N, which need not be whole numbers. */
struct interval wilson_share(double p, double n, double confidence);

/* The X that a normal variable stays below with PROBABILITY. */
double normal_quantile(double probability);

/* P(X <= K) for X binomial (N, P). */
double binomial_tail(uint64_t k, uint64_t n, double p);

#endif
