/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.h - measurements as a table, as Markdown, as JSON. */
#ifndef TANDEM_BENCH_REPORT_H
#define TANDEM_BENCH_REPORT_H

#include "machine.h"
#include "metric.h"
#include "options.h"

/* The table on standard output, a subject at a time; see table.c. */
void table_begin(const struct matrix *matrix);
void table_subject(const struct matrix *matrix, size_t subject);
void table_end(const struct matrix *matrix);

/* What a file says besides the measurements. */
struct context {
    const struct machine *machine;
    const struct options *options;
    const struct toolchain *toolchain;
};

/* The text of a file, to be freed; see json.c, markdown.c. */
char *json_text(const struct matrix *matrix, const struct context *context);
char *markdown_text(const struct matrix *matrix, const struct context *context);

#endif
