/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux_signals.h - between the kernel, the program's signal handlers and
   transactions.

   From the first transaction of a process on, the kernel calls our handlers in
   place of the program's, and for the crash signals also where the program has
   none. linux_sigaction.c holds what the program believes to be installed, and
   linux_signals.c what happens when a signal comes. */

#ifndef TANDEM_LINUX_SIGNALS_H
#define TANDEM_LINUX_SIGNALS_H

#include <signal.h>

#include "../thread.h"

typedef void tandem_signal_function(int, siginfo_t *, void *);

#pragma GCC visibility push(hidden)

/* --- linux_sigaction.c --- */

/* The C library's own. */
int tandem_real_sigaction(int number, const struct sigaction *action,
                          struct sigaction *old);

/* The program's handlers are in place again. See tandem_signals_start. */
void tandem_signals_stop(void);

/* In the child of a fork: nobody else is in the middle of a sigaction. */
void tandem_signals_forked(void);

/* The program's handler, for which ours was called. */
tandem_signal_function *tandem_signal_handler(int number);

/* Before the program's handler of a crash signal runs: if it asked for
   SA_RESETHAND, it is no longer installed. */
void tandem_signal_reset(int number);

/* The default action is installed, for good. */
void tandem_signal_give_up(int number);

/* --- linux_signals.c: what is installed in place of ... --- */

tandem_signal_function tandem_on_signal; /* a handler, other signals */
tandem_signal_function tandem_on_crash;  /* a handler, a crash signal */
tandem_signal_function tandem_on_crash_by_default; /* none, a crash signal */

/* Gives the calling thread an alternate stack unless it has one, and takes it
   away again. */
void tandem_signal_stack_give(struct tandem_thread *thread);
void tandem_signal_stack_take(struct tandem_thread *thread);

#pragma GCC visibility pop

#endif
