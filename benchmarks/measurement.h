/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* measurement.h - one subject built as one variant: where its files are and
 * what was measured of it. */
#ifndef TANDEM_BENCH_MEASUREMENT_H
#define TANDEM_BENCH_MEASUREMENT_H

#include "process.h"
#include "samples.h"
#include "variant.h"

struct subject;

struct measurement {
    const struct subject *subject;
    const struct variant *variant;
    const struct toolchain *toolchain;
    char *program; /* also the stem of the names of its other files */
    char *object;
    char *error; /* NULL, or why nothing here counts */

    struct samples compile; /* CPU seconds */
    struct samples cpu;     /* CPU seconds of a run */
    struct samples wall;    /* seconds */
    struct samples rss;     /* bytes */
    double text;            /* bytes of the object file */
    double program_text;    /* bytes of the linked program */
    double instructions;    /* NaN: not counted */
};

/* OUTPUT is the folder of all files. */
void measurement_open(struct measurement *measurement,
                      const struct subject *subject,
                      const struct variant *variant,
                      const struct toolchain *toolchain, const char *output);
void measurement_close(struct measurement *measurement);

#endif
