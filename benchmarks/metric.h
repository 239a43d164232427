/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* metric.h - the numbers by which variants are compared, one table for all
 * kinds of output. */
#ifndef TANDEM_BENCH_METRIC_H
#define TANDEM_BENCH_METRIC_H

#include "subject.h"

struct metric {
    const char *name;  /* in JSON */
    const char *label; /* of a column, at most 9 characters */
    const char *title; /* in words */
    double (*value)(const struct measurement *measurement); /* NaN: none */
};

enum { METRIC_CPU, METRIC_MEDIAN }; /* the first two */
extern const struct metric metrics[];
extern const size_t metrics_count;

/* VALUE of MEASUREMENT divided by that of the baseline; NaN when one of them
 * failed or has none. */
double metric_ratio(const struct metric *metric,
                    const struct measurement *measurement,
                    const struct measurement *baseline);

/* All of a run: a row per subject, a column per variant. */
struct matrix {
    struct measurement *list;
    size_t subjects, variants;
    bool instructions; /* are counted */
};
struct measurement *matrix_at(const struct matrix *matrix, size_t subject,
                              size_t variant);

/* Whether a column for METRIC has anything to show. */
bool metric_shown(const struct matrix *matrix, const struct metric *metric);

/* The ratios of one variant over all subjects that have one. */
struct samples matrix_ratios(const struct matrix *matrix, size_t variant,
                             const struct metric *metric);

#endif
