/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* worker.h - one of the processes that share a campaign's injections. */
#ifndef TANDEM_INJECT_WORKER_H
#define TANDEM_INJECT_WORKER_H

#include "session.h"

#include <stdatomic.h>

/* Shared by all workers and their parent. */
struct shared {
    _Atomic uint64_t next;
    _Atomic uint64_t finished;
    _Atomic bool stop;
    _Atomic bool full; /* no room for outputs: nothing is to be believed */
    _Atomic uint8_t outcome[]; /* [faults] 1 + the outcome, once it is known */
};

struct worker {
    struct session *session;
    const struct options *options;
    const struct population *population;
    const struct strata *strata; /* with --stratify */
    struct shared *shared;
    const char *fresh; /* NULL, or why there is no ladder */
    int journal;
};

/* The faults of injection INDEX. */
void worker_draw(const struct worker *worker, uint64_t index,
                 struct faults *faults);

/* Does its share, in a workplace of its own, and ends the process. */
_Noreturn void worker_run(struct worker *worker);

#endif
