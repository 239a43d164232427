/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* statistics.h - what has happened, for the line at exit. */

#ifndef RTM_EMULATOR_STATISTICS_H
#define RTM_EMULATOR_STATISTICS_H

struct statistics {
#define COUNTER(field, name, help) unsigned long field;
#include "statistics.def"
#undef COUNTER
};

/* In the arena: counts survive the aborts they count. */
extern struct statistics *statistics;

void statistics_create(void);

/* "rtm-emulator: started N committed N ...". */
void statistics_print(void);

#endif
