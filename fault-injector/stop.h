/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stop.h - CONTRACT: run a program natively to the k-th execution of one of
 * its instructions.
 *
 * At the stop the program is exactly as it would be without us: registers,
 * flags, stack, code and memory map. One mechanism (the moved text with a
 * countdown) implements it; a faster one may do so for some instructions. */
#ifndef TANDEM_INJECT_STOP_H
#define TANDEM_INJECT_STOP_H

#include "counters.h"
#include "relocate.h"
#include "tracee.h"

enum run_result {
    RUN_STOPPED, /* at the wanted execution, which has not begun */
    RUN_EXITING, /* the program is about to end */
    RUN_ENDED,   /* it has ended, see event */
    RUN_TASKS,   /* it made something that is too much for the mechanism */
    RUN_LEAVING, /* when learning: a thread is about to end; run_on goes on */
    RUN_EXEC,    /* it became another program */
    RUN_TIMEOUT,
    RUN_LOST,    /* control went to *where, which is no instruction */
    RUN_RELEARN, /* too much was learnt on the way: start again */
    RUN_WINDOW,  /* the window is in the way: start again, with run->whole */
};

struct run {
    struct tracee tracee;
    struct text *text;
    struct layout *layout;
    struct image *image;
    struct counters counters;
    uint64_t bias;     /* of the text: load address minus file address */
    bool whole;        /* move the whole text, even when a window would do */
    double idle_limit; /* see tracee.h */
    bool learning;     /* record unknown entries in the text */
    bool changed;      /* ... and they changed the blocks */
    unsigned learnt;   /* unknown entries so far */
    uint64_t traps;    /* entries that had to be resolved by the tracer */
    const struct insn *reached; /* when stopped */
    uint64_t where;             /* when lost: a file address */
    int signal;                 /* to be delivered when it goes on */
    struct event event;
};

/* A place to stop at: before the LEFT-th execution from now on, in the THREAD
 * of that name; NULL stands for the first one. Of a text that is threaded there
 * may be only one. */
struct stop {
    const struct insn *insn;
    uint64_t left; /* 0: it has been reached */
    const char *thread;
};

/* Starts LAUNCH, up to the program's entry point. */
void run_start(struct run *run, const struct launch *launch, double cpu_limit,
               double wall_limit);

/* Puts the image into the stopped program, and the program at the moved copy
 * of the instruction that it stands at. STOPS are for PROBE_STOP. */
void run_install(struct run *run, enum probe_kind kind,
                 const struct stop *stops, unsigned count);

/* Runs until something happens that is not the mechanism's own business; a
 * thread that has stopped is the current one. */
enum run_result run_on(struct run *run);

/* Takes the image out of the program, which then stands at PC (a file address);
 * or that, and frees the image. */
void run_withdraw(struct run *run, uint64_t pc);
void run_restore(struct run *run, uint64_t pc);

/* Starts LAUNCH with the image for STOPS in it: run_on comes to the first. */
void stop_arm(struct run *run, const struct launch *launch,
              const struct stop *stops, unsigned count, double cpu_limit,
              double wall_limit);

/* Starts LAUNCH and runs it to the first of STOPS; *HIT is which. */
enum run_result stop_first(struct run *run, const struct launch *launch,
                           struct stop *stops, unsigned count, double cpu_limit,
                           double wall_limit, unsigned *hit);

/* The program stands, restored, at or behind a stop that it has reached:
 * goes on to the next one. BEGUN: that execution has been counted, but not
 * executed. SIGNAL, when it is not 0, is delivered. */
enum run_result stop_next(struct run *run, struct stop *stops, unsigned count,
                          bool begun, int signal, unsigned *hit);

/* The same for one stop, before the k-th execution of INSN. */
enum run_result stop_at(struct run *run, const struct launch *launch,
                        const struct insn *insn, uint64_t k, double cpu_limit,
                        double wall_limit);

/* What has arrived for the current thread at a trap. */
enum trap {
    TRAP_RESOLVED, /* nothing that the program could know of: goes on */
    TRAP_STOP,     /* a stop: run->reached */
    TRAP_LOST,     /* see RUN_LOST */
    TRAP_OWN,      /* one of the program's own */
};
enum trap run_trap(struct run *run);

/* A child was made: lets it go on natively. False when that cannot be. */
bool run_release_child(struct run *run);

#endif
