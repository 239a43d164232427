/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.h - journals as a table, a page, a list; a pure function of them. */
#ifndef TANDEM_INJECT_REPORT_H
#define TANDEM_INJECT_REPORT_H

#include "options.h"
#include "tally.h"

#include <stdio.h>

/* The table on standard output. */
void report_print(char **paths, int count, double confidence);

/* The command: table, and the page and list when asked for. */
int report(const struct options *options);

/* See csv.c. Dies when FILE cannot be written. */
void csv_write(const char *file, const struct tally *tallies, int count);

/* Opens FILE for writing, and closes it, dying when anything was lost. */
FILE *report_open(const char *file);
void report_close(FILE *out, const char *file);

#endif
