/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* thread.h - what a thread needs for transactions: a log and a checkpoint.

   Mapped when the thread first begins a transaction and unmapped when it ends;
   nothing in between allocates or locks. All but the counters is used by its
   own thread only, and by signal handlers in it. */

#ifndef TANDEM_THREAD_H
#define TANDEM_THREAD_H

#include <tandem/abi.h>

#include "arch.h"

enum { TANDEM_FRAME_ROOM = 16 * 1024 };

struct tandem_thread {
    struct tandem_checkpoint checkpoint; /* first: written by checkpoint.S */
    uintptr_t log, log_limit, log_end;   /* limit: cut the transaction there */
    uintptr_t high; /* what __tandem_undo_range has used of the log */
    const struct tandem_site *site; /* where the transaction began */
    unsigned long *counts;          /* by enum tandem_counter */
    unsigned attempts;              /* rollbacks of this transaction so far */
    unsigned disturbed;             /* rtm: aborts without a detection */
    unsigned handed_over;           /* its crashes are the program's now */
    uint32_t *index; /* room for the offset of each entry of the log */
    void *mapping;
    size_t mapping_size;
    void *signal_stack;
    size_t signal_stack_size;
    unsigned char frame[TANDEM_FRAME_ROOM];
};

#pragma GCC visibility push(hidden)

/* NULL: no transaction yet, or a signal handler runs. */
extern __thread struct tandem_thread *tandem_thread_self
    __attribute__((tls_model("initial-exec")));

/* Makes the calling thread's; NULL if there is no memory for it. */
struct tandem_thread *tandem_thread_create(void);

#pragma GCC visibility pop

#endif
