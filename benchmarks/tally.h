/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tally.h - one journal of tandem-inject, counted.
 *
 * Reads only what docs/injector.md says about journals, so that it needs no
 * part of the injector but its statistics. */
#ifndef TANDEM_BENCH_TALLY_H
#define TANDEM_BENCH_TALLY_H

#include <stddef.h>
#include <stdint.h>

enum {
    TALLY_SDC,
    TALLY_DETECTED,
    TALLY_CORRECTED,
    TALLY_CRASH,
    TALLY_HANG,
    TALLY_MASKED,
    TALLY_NOT_INJECTED,
    TALLY_OUTCOMES,
};
extern const char *const tally_names[TALLY_OUTCOMES];

struct tally {
    char *kernel, *variant, *model;
    double dynamic; /* instructions executed without a fault */
    double wanted;  /* faults of the campaign */
    uint64_t count[TALLY_OUTCOMES];
    uint64_t total;
    uint64_t lost; /* faults that did not happen: stops not reached */
};

/* Dies naming the journal and the line that is wrong. */
struct tally tally_read(const char *path);
void tally_free(struct tally *tally);

#endif
