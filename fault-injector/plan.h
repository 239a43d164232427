/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* plan.h - how many injections a result needs. */
#ifndef TANDEM_INJECT_PLAN_H
#define TANDEM_INJECT_PLAN_H

#include "options.h"

/* The least N whose interval, when the proportion seen is RATE, reaches
 * HALF_WIDTH to both sides on average. Dies when it is beyond 1e9. */
uint64_t plan_wilson(double rate, double half_width, double confidence);
uint64_t plan_exact(double rate, double half_width, double confidence);

/* The least N for which Clopper and Pearson's bound is below LIMIT when ALLOWED
 * of N were seen. */
uint64_t plan_below(double limit, uint64_t allowed, double confidence);

/* The least N that shows, with a probability of at least POWER, that the rate
 * is below LIMIT when it is RATE; *ALLOWED is how many may then be seen. */
uint64_t plan_power(double limit, double rate, double power, double confidence,
                    uint64_t *allowed);

/* The command. */
int plan(const struct options *options);

#endif
