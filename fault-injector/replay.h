/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* replay.h - one fault again, and everything about it. */
#ifndef TANDEM_INJECT_REPLAY_H
#define TANDEM_INJECT_REPLAY_H

#include "options.h"

/* From --fault and a program, or from a journal and --index. Returns EXIT_FINE;
 * EXIT_FOUND when the outcome is not the one in the journal. */
int replay(struct options *options);

#endif
