/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* samples.c - minimum, maximum, median and geometric mean. */
#include "samples.h"

#include "die.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void samples_add(struct samples *samples, double value)
{
    samples->list = reallocate(samples->list, samples->count + 1, sizeof value);
    samples->list[samples->count++] = value;
}

void samples_free(struct samples *samples)
{
    free(samples->list);
    *samples = (struct samples){0};
}

double samples_min(const struct samples *samples)
{
    double min = NAN;

    for (size_t i = 0; i < samples->count; i++)
        min = fmin(min, samples->list[i]);
    return min;
}

double samples_max(const struct samples *samples)
{
    double max = NAN;

    for (size_t i = 0; i < samples->count; i++)
        max = fmax(max, samples->list[i]);
    return max;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double samples_median(const struct samples *samples)
{
    size_t n = samples->count;
    double *sorted, median;

    if (!n)
        return NAN;
    sorted = allocate(n, sizeof *sorted);
    memcpy(sorted, samples->list, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, ascending);
    median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    free(sorted);
    return median;
}

double samples_geomean(const struct samples *samples)
{
    double sum = 0;

    for (size_t i = 0; i < samples->count; i++)
        sum += log(samples->list[i]);
    return exp(sum / (double)samples->count);
}
