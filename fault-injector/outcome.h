/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* outcome.h - what became of a fault, judged in the order of this list. */
#ifndef TANDEM_INJECT_OUTCOME_H
#define TANDEM_INJECT_OUTCOME_H

#include "golden.h"

enum outcome {
    OUTCOME_NOT_INJECTED, /* the flip did not happen */
    OUTCOME_HANG,         /* far more CPU time than the reference */
    OUTCOME_DETECTED,     /* fail-stop line and SIGABRT */
    OUTCOME_CRASH,        /* a signal, or another non-zero exit status */
    OUTCOME_SDC,          /* output or status differ, and nobody said so */
    OUTCOME_CORRECTED,    /* right, and the runtime says it repaired */
    OUTCOME_MASKED,       /* right */
    OUTCOME_NOT_REACHED,  /* the execution to be struck did not come: counts in
                             no rate */
    OUTCOMES
};

const char *outcome_name(enum outcome outcome);

/* False when there is no such outcome. */
bool outcome_parse(const char *name, enum outcome *outcome);

/* Judges a run into which a fault was injected, and whose files are still in
 * PLACE. */
enum outcome outcome_judge(const struct golden *golden,
                           const struct workplace *place,
                           const struct observation *seen);

#endif
