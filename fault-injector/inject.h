/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* inject.h - the faults of one run, from start to outcome. */
#ifndef TANDEM_INJECT_INJECT_H
#define TANDEM_INJECT_INJECT_H

#include "fault.h"
#include "module.h"
#include "outcome.h"

/* Everything that stays the same from one injection to the next. */
struct bench {
    const struct module *modules;
    unsigned module_count;
    struct workplace *place;
    const struct golden *golden;
    double timeout_factor;
    bool dry; /* go through every step, but change nothing */
};

/* What one of the faults has changed. */
struct change {
    bool done;
    uint64_t old[REGISTER_WORDS];
    uint64_t new[REGISTER_WORDS]; /* as read back */
};

struct injection {
    enum outcome outcome;
    const char *reason; /* why a fault was not injected, or had no effect */
    unsigned tries;     /* runs until the stop was reached, or given up */
    struct change changes[FAULTS_PER_RUN];
    int status;
    double cpu;
    double latency;       /* of it, from the last fault on */
    uint64_t output_hash; /* standard output */
};

/* Injects FAULTS into a fresh run, or into a few: what one of several threads
 * executes may depend on the schedule. The program's whole output is left in
 * the workplace. It is judged when at least one of them was injected. */
void inject(const struct bench *bench, const struct faults *faults,
            struct injection *result);

/* Injects FAULTS, one, into a run that stands, restored, before the execution
 * that it names, and has used SPENT seconds of its time already. The run is
 * still to be ended by tracee_kill. */
void inject_here(const struct bench *bench, const struct faults *faults,
                 struct run *run, double spent, struct injection *result);

#endif
