/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* counters.h - counters of the threads: each has its own, none is shared.

   A set of counters lives as long as the process and goes from a thread that
   has ended to one that begins, which counts on. So their sum is what all
   threads have counted, at any time, without a lock and without merging. */

#ifndef TANDEM_THREAD_COUNTERS_H
#define TANDEM_THREAD_COUNTERS_H

#include "core.h"

#pragma GCC visibility push(hidden)

/* A set for that owner; NULL if there is no memory for one. Safe in a signal
   handler. */
unsigned long *tandem_counters_take(void *owner);

/* Gives it back; the thread must not count any more. */
void tandem_counters_give(unsigned long *counts);

/* Of all threads, also those that have ended. */
unsigned long tandem_counters_sum(enum tandem_counter counter);

/* In a child after fork: all are zero, and those of owners other than this one,
   whose threads the child does not have, are free; drop is called with each. */
void tandem_counters_forget(const void *own, void (*drop)(void *owner));

/* Only the owner of the set writes to it: no locked instruction is needed, and
   a reader sees each word whole. */
static inline void tandem_counters_add(unsigned long *counts,
                                       enum tandem_counter counter)
{
    __atomic_store_n(&counts[counter], counts[counter] + 1, __ATOMIC_RELAXED);
}

#pragma GCC visibility pop

#endif
