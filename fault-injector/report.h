/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.h - journals as a table, a page, a list; a pure function of them. */
#ifndef TANDEM_INJECT_REPORT_H
#define TANDEM_INJECT_REPORT_H

#include "journal.h"
#include "options.h"

/* One journal, counted. */
struct tally {
    const struct journal *journal;
    char
        name[48]; /* the program, and its journal where that has another name */
    uint64_t count[OUTCOMES];
    uint64_t total;
    double golden_cpu;
    double text_size;
    double dynamic;
    double failures;  /* SDC rate x dynamic instructions */
    double low, high; /* by the Clopper-Pearson bounds of the rate */
};

/* How many times fewer absolute failures ONE has than FIRST: the estimate,
 * and a lower bound from the ends of the two intervals. */
struct ratio {
    double estimate, low;
};
struct ratio tally_ratio(const struct tally *first, const struct tally *one);

/* The table on standard output. */
void report_print(char **paths, int count);

/* The command: table, and the page and list when asked for. */
int report(const struct options *options);

/* See html.c, csv.c. Die when FILE cannot be written. */
void html_write(const char *file, const struct tally *tallies, int count);
void csv_write(const char *file, const struct tally *tallies, int count);

/* Opens FILE for writing, and closes it, dying when anything was lost. */
FILE *report_open(const char *file);
void report_close(FILE *out, const char *file);

#endif
