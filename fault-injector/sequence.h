/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sequence.h - intervals that hold at every look at once: a campaign may stop
 * when they please it.
 *
 * The confidence sequence of Robbins (Annals of Mathematical Statistics 41,
 * 1970, "Statistical methods related to the law of the iterated logarithm"),
 * with a beta distribution as the mixture (Lai, "On confidence sequences",
 * Annals of Statistics 4, 1976). When P is the proportion, the likelihood of
 * what was seen, averaged over the beta distribution, divided by its
 * likelihood under P is a martingale that starts at 1; so by Ville's
 * inequality it ever reaches 1/(1 - C) with a probability of at most 1 - C.
 * The P for which it is below that are the interval. */
#ifndef TANDEM_INJECT_SEQUENCE_H
#define TANDEM_INJECT_SEQUENCE_H

#include "stats.h"

#include <stdbool.h>

/* Chosen before the first look; it decides where the interval is narrow. */
struct mixture {
    double a, b;
};

/* Jeffreys' a = b = 1/2: no proportion is preferred. */
extern const struct mixture mixture_plain;

/* Narrow where a proportion is to be told from LIMIT. */
struct mixture mixture_for_limit(double limit);

/* Whether P lies in the interval after K of N. */
bool sequence_holds(struct mixture mixture, uint64_t k, uint64_t n, double p,
                    double confidence);

struct interval sequence_interval(struct mixture mixture, uint64_t k,
                                  uint64_t n, double confidence);

#endif
