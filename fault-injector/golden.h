/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* golden.h - the reference: what the program does when nothing is wrong. */
#ifndef TANDEM_INJECT_GOLDEN_H
#define TANDEM_INJECT_GOLDEN_H

#include "comparison.h"

struct golden {
    double wall; /* seconds from start to end, the longest of the runs */
    struct observation seen; /* seen.cpu is the median of the runs */
    struct comparison comparison;
    uint64_t hash; /* of status, standard output and --output */
};

/* Runs the program three times; golden->comparison says what is equal. Dies
 * when it is killed by a signal, or when its runs differ: nothing could be told
 * from a fault's effect then. */
void golden_take(struct workplace *place, struct golden *golden);

/* Dies unless SEEN, of a run in PLACE that was only watched, is like the
 * reference. */
void golden_expect(const struct golden *golden, const struct workplace *place,
                   const struct observation *seen, const char *what);

void golden_free(struct golden *golden);

#endif
