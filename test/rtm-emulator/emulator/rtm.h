/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rtm.h - the instructions of RTM, and their undefined neighbours.

   Where the processor has RTM, text.c changes one byte of each so that it
   traps: the neighbour's encoding is undefined. */

#ifndef RTM_EMULATOR_RTM_H
#define RTM_EMULATOR_RTM_H

#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

/* Does what the instruction at RIP says; 0: it is none of RTM. XEND outside
   a transaction does nothing but make info a general protection fault. */
int rtm_execute(ucontext_t *context, siginfo_t *info);

/* If the bytes, so many, are an instruction of RTM: the byte that makes it
   trap, and where it goes. 0: they are none. */
int rtm_trapping(const uint8_t *bytes, unsigned size, unsigned *at,
                 uint8_t *byte);

/* Whether XBEGIN traps by itself here; the handlers must be installed. */
int rtm_traps(void);

#endif
