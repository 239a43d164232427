/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory.h - CONTRACT of a memory back end: how memory is taken back.

   memory-scan.c and memory-step.c implement it; a knob chooses. All but
   prepare run in a handler with every asynchronous signal blocked. */

#ifndef RTM_EMULATOR_MEMORY_H
#define RTM_EMULATOR_MEMORY_H

#include <ucontext.h>

#include "causes.h"

struct memory {
    const char *name;

    /* Once, while the program starts: takes its part of the arena. */
    void (*create)(void);

    /* In each process, before its first transaction (after a fork, the child
       has a copy of the parent's state that no longer holds). NULL, or why it
       cannot work here. */
    const char *(*prepare)(void);

    /* What memory holds now is what rollback brings back. */
    void (*begin)(ucontext_t *context);

    /* In front of each instruction of a transaction, if the back end steps. */
    enum cause (*before)(ucontext_t *context);

    /* CAUSE_NONE: what memory holds stays. Else the caller rolls back. */
    enum cause (*commit)(void);

    /* On the emulator's own stack only. */
    void (*rollback)(void);
};

extern const struct memory memory_scan, memory_step;

#endif
