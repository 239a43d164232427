/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* halt.h - stops all threads of a run, so that its image can be taken out. */
#ifndef TANDEM_INJECT_HALT_H
#define TANDEM_INJECT_HALT_H

#include "stop.h"

/* The current thread stands at a stop: stops the others too, each where an
 * instruction of the original text begins. RUN_STOPPED, or what happened
 * instead. */
enum run_result halt(struct run *run);

/* Brings the current thread, wherever it is in the image, to where an
 * instruction of the original text begins. What arrives for it on the way is
 * kept back. False when it has not got there. */
bool lead_out(struct run *run);

#endif
