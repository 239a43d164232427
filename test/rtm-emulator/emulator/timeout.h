/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* timeout.h - transactions end after so much CPU time. */

#ifndef RTM_EMULATOR_TIMEOUT_H
#define RTM_EMULATOR_TIMEOUT_H

void timeout_create(void);

/* For the calling process. */
void timeout_arm(void);

/* TIMEOUT_SIGNAL after so many microseconds; 0: not any more. */
void timeout_set(unsigned long microseconds);

#endif
