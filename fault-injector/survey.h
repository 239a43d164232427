/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* survey.h - whether copies of a program can stand in for it: by the system
 * calls of one run. */
#ifndef TANDEM_INJECT_SURVEY_H
#define TANDEM_INJECT_SURVEY_H

#include "workplace.h"

/* Runs the program in PLACE, which has been refreshed. NULL when a copy made
 * at any moment of its run would go on as the program itself, and neither could
 * see the other; else what it does that forbids it, as the rest of a sentence;
 * the caller's. */
char *survey(const struct workplace *place);

#endif
