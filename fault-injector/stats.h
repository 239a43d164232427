/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stats.h - 95 % confidence intervals of a proportion. */
#ifndef TANDEM_INJECT_STATS_H
#define TANDEM_INJECT_STATS_H

#include <stdint.h>

struct interval {
    double low, high;
};

/* Both for K of N; the whole range when N is 0. */
struct interval wilson(uint64_t k, uint64_t n);          /* for display */
struct interval clopper_pearson(uint64_t k, uint64_t n); /* for claims */

#endif
