/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* progress.h - how far a campaign is: a bar that is drawn again and again on a
 * terminal, a plain line now and then elsewhere; on standard error. */
#ifndef TANDEM_INJECT_PROGRESS_H
#define TANDEM_INJECT_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    uint64_t total;  /* of the campaign */
    uint64_t before; /* of them, done by an earlier run */
    bool limit;      /* a rule may end it earlier */
    double began;
    double next; /* when to show again */
    bool terminal;
};

void progress_begin(struct progress *progress, uint64_t total, uint64_t before,
                    bool limit);

/* DONE is of this run. May be called as often as one likes. */
void progress_show(struct progress *progress, uint64_t done);
void progress_end(struct progress *progress, uint64_t done);

#endif
