/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* thread.h - what a thread needs for transactions: a log and a checkpoint.

   Mapped when the thread first begins a transaction and unmapped when it ends;
   nothing in between allocates or locks. It is used by its own thread only,
   and by signal handlers in it. */

#ifndef TANDEM_THREAD_H
#define TANDEM_THREAD_H

#include <tandem/abi.h>

#include "arch.h"

enum {
    TANDEM_FRAME_ROOM = 16 * 1024,
    TANDEM_HANDLERS = 8 /* nested signal handlers that are told apart */
};

/* A signal handler that runs: it is deeper than sp on its stack, which is the
   alternate one from low to high, or the ordinary one (0, 0). */
struct tandem_handler {
    uintptr_t sp, low, high;
};

struct tandem_thread {
    struct tandem_checkpoint checkpoint; /* first: written by checkpoint.S */
    uintptr_t log, log_end;              /* its first column */
    uintptr_t log_soft_end;              /* cut the transaction there */
    uintptr_t log_limit;                 /* what makes code do so */
    uintptr_t high;       /* headers are below, since the last clear */
    uintptr_t generation; /* of the headers that count */
    uint32_t *index;      /* room for the offset of each entry */
    const struct tandem_site *site; /* where the transaction began */
    unsigned long *counts;          /* by enum tandem_counter */
    unsigned attempts;              /* rollbacks of this transaction */
    unsigned handed_over;           /* its crashes are the program's now */
    unsigned rtm_committed, rtm_pause, rtm_left_out; /* see rtm.c */
    unsigned depth; /* handlers that run; no more than the array has */
    struct tandem_handler handlers[TANDEM_HANDLERS];
    unsigned ends; /* how often the C library has announced the end */
    void *mapping;
    size_t mapping_size;
    unsigned char *signal_stack; /* an alternate stack, if it has no other */
    size_t signal_stack_size;
    unsigned char frame[TANDEM_FRAME_ROOM];
};

/* In place of a thread that has ended; destructors may still run. */
#define TANDEM_THREAD_ENDED ((struct tandem_thread *)1)

#pragma GCC visibility push(hidden)

/* NULL: no transaction yet, or a signal handler runs (suspension.h). */
extern __thread struct tandem_thread *tandem_thread_self
    __attribute__((tls_model("initial-exec")));

/* Makes the calling thread's; NULL if there is no memory for it, or if a signal
   handler in between has made it. For suspension.c, which keeps it. */
struct tandem_thread *tandem_thread_create(void);

/* What was going on is over and will not return. */
void tandem_thread_reset(struct tandem_thread *thread);

/* The thread has no transactions from here on. */
void tandem_thread_ended(void);

/* From here on our signal handlers are in place of the program's. */
void tandem_signals_start(void);

/* Once, before main: has the end of threads and forks announced. And back,
   when the library with this code may be unloaded. */
void tandem_threads_start(void);
void tandem_threads_stop(void);

#pragma GCC visibility pop

#endif
