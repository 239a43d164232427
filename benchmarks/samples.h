/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* samples.h - numbers that were measured, and what is said about them. */
#ifndef TANDEM_BENCH_SAMPLES_H
#define TANDEM_BENCH_SAMPLES_H

#include <stddef.h>

struct samples {
    double *list; /* in the order they came */
    size_t count;
};

void samples_add(struct samples *samples, double value);
void samples_free(struct samples *samples);

/* All are NaN when there are no samples. */
double samples_min(const struct samples *samples);
double samples_max(const struct samples *samples);
double samples_median(const struct samples *samples);  /* mean of the middle */
double samples_geomean(const struct samples *samples); /* all must be > 0 */

#endif
