/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* injection.h - the aborts and flipped bits that knobs ask for. */

#ifndef RTM_EMULATOR_INJECTION_H
#define RTM_EMULATOR_INJECTION_H

#include <ucontext.h>

#include "causes.h"

void injection_create(void);

/* An outermost transaction begins. */
void injection_begin(void);

/* Whether it is to abort there: WHERE_BEGIN or WHERE_END. */
enum cause injection_at(unsigned long where);

/* In front of each of its instructions (mode=step). */
enum cause injection_step(ucontext_t *context);

#endif
