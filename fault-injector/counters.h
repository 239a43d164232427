/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* counters.h - where the moved text counts: in the image's area, or in a
 * program with threads in an area of each thread (see relocate.h). */
#ifndef TANDEM_INJECT_COUNTERS_H
#define TANDEM_INJECT_COUNTERS_H

#include "text.h"
#include "tracee.h"

struct run;

struct counters {
    uint64_t base;      /* of the first thread's; 0: in the image's area */
    size_t stride;      /* from one thread to the next */
    const char *thread; /* the one to stop, NULL: the first one */
    uint64_t left;      /* ... before this execution from its beginning on */
};

/* The image has just been installed: makes room, for further threads too, and
 * writes what is LEFT at each of its stops. In a threaded text only THREAD
 * stops. */
void counters_open(struct run *run, const char *thread, const uint64_t *left);
void counters_close(struct run *run);

/* A thread was made, and has executed nothing yet. */
void counters_begin(struct run *run, struct thread *thread);

/* Address of the counter of INSN, for the current thread. */
uint64_t counters_at(const struct run *run, const struct insn *insn);

/* Reads the counters of all instructions, COUNT of them, for the current
 * thread, and sets them to 0. */
void counters_take(const struct run *run, uint64_t *counts, uint32_t count);

/* The CHILD of the current thread, with memory of its own, never stops. */
bool counters_never(const struct run *run, const struct tracee *child);

#endif
