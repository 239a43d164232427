/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* ladder.h - many faults in one pass of the program: at each fault's moment the
 * stopped program is copied, the fault strikes the copy, and the program goes
 * on to the next one. An injection costs the rest of a run, not a whole one.
 *
 * What the copy is given is what the program has natively at that moment:
 * registers, memory, text, open files at their positions (private copies of
 * those that are written), limits, a process group of its own. What differs is
 * its process id. Programs for which that does not do are found beforehand. */
#ifndef TANDEM_INJECT_LADDER_H
#define TANDEM_INJECT_LADDER_H

#include "inject.h"

/* What is said of each injection that was made; INDEX is that of the faults.
 * False: no further ones are wanted. */
typedef bool ladder_seer(void *context, unsigned index,
                         const struct injection *result);

/* Injects FAULTS[0..COUNT-1], each a run's only fault, in the order in which
 * the program meets them. WHY[i] is NULL when that has been done, or why it has
 * to be done in a run of its own. False when no further ones were wanted. */
bool ladder_climb(const struct bench *bench, const struct faults *faults,
                  unsigned count, ladder_seer *see, void *context,
                  const char **why);

/* NULL when a ladder gives the same results as a run for each fault; else why
 * not, as the rest of a sentence; the caller's. Tries it on SAMPLE, without
 * changing anything in the program. */
char *ladder_problem(const struct bench *bench, const struct faults *sample,
                     unsigned count);

#endif
