/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.h - measurements as a table, as Markdown, as JSON. */
#ifndef TANDEM_BENCH_REPORT_H
#define TANDEM_BENCH_REPORT_H

#include "metric.h"
#include "options.h"

/* The table on standard output, a subject at a time. */
void table_begin(const struct matrix *matrix);
void table_subject(const struct matrix *matrix, size_t subject);
void table_end(const struct matrix *matrix);

#endif
