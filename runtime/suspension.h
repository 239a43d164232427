/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* suspension.h - keeps the code of a signal handler out of the transaction that
   the signal has interrupted.

   While a handler runs the thread has no transactions of its own: its struct
   tandem_thread, with the checkpoint and log of what was interrupted, is put
   aside. A begin in the handler opens one that nobody owns, with a log nobody
   reads: a detection there stops the program.

   A handler may leave by siglongjmp, and nobody says so. So the thread keeps,
   for each handler, where on which stack it began; a begin from a place that
   cannot be in the handler finds that it is over. Stacks grow downwards.

   All of it is for the calling thread, and safe in signal handlers: a handler
   that comes in between leaves everything as it was when it returns, and has
   ended what it interrupted when it does not. */

#ifndef TANDEM_SUSPENSION_H
#define TANDEM_SUSPENSION_H

#include "thread.h"

/* What was before, kept on the stack of whoever suspends. */
struct tandem_suspension {
    struct tandem_transaction transaction;
    struct tandem_thread *self, *aside; /* both NULL: no transaction yet */
    unsigned depth;
};

#pragma GCC visibility push(hidden)

/* Suspends what runs, and was interrupted at that stack pointer. `low` and
   `high` are the bounds of the alternate stack the caller runs on, both 0 if it
   is the ordinary one. */
void tandem_suspend(struct tandem_suspension *suspension, uintptr_t interrupted,
                    uintptr_t low, uintptr_t high);

/* The handler has returned. */
void tandem_suspend_end(const struct tandem_suspension *suspension);

/* The thread for a begin at this stack pointer: NULL in a handler, or if there
   is no memory for one. */
struct tandem_thread *tandem_suspension_thread(uintptr_t sp);

/* The calling thread's, also in a handler: for who needs neither log nor
   checkpoint. NULL if there is no memory for one. */
struct tandem_thread *tandem_suspension_any_thread(void);

/* The calling thread's, also in a handler; NULL if it has none. */
struct tandem_thread *tandem_thread_own(void);

#pragma GCC visibility pop

#endif
