/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* actions.h - what the program wants done on the emulator's signals.

   The kernel knows the emulator's handlers only; sigaction and signal are
   interposed for them, and what they were told is served from here. */

#ifndef RTM_EMULATOR_ACTIONS_H
#define RTM_EMULATOR_ACTIONS_H

#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

/* Given to the timeout; a program must not use it. */
enum { TIMEOUT_SIGNAL = 64 };

/* The signals an instruction raises: what a transaction does not block. */
uint64_t actions_unblocked(void);

/* Takes the signals over, with whatever was installed as the program's. */
void actions_install(void);

/* Does what the program wants: enters its handler, or lets the signal kill it
   (returns, with the signal waiting), or nothing. */
void actions_serve(int number, siginfo_t *info, ucontext_t *context);

#endif
