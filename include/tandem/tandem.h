/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tandem.h - what a program may say to Tandem, and ask of it.

   Optional: a program needs none of it to be hardened. In a translation unit
   compiled without the pass (__TANDEM__ not defined) the annotations are
   nothing and the functions do nothing, so that the same source builds, and
   links without the runtime, with any C11 or C++11 compiler. tandem-clang
   defines __TANDEM__; who loads the plugin by hand adds -D__TANDEM__=1. */

#ifndef TANDEM_H
#define TANDEM_H

#include <tandem/abi.h>

/* Per function, before its first declaration or its definition:
   TANDEM_OFF leaves it alone, TANDEM_DMR keeps two replicas of it, which are
   compared, and TANDEM_TMR three, whose majority goes on, whatever the command
   line says. */
#ifdef __TANDEM__
#define TANDEM_OFF __attribute__((annotate("tandem.off")))
#define TANDEM_DMR __attribute__((annotate("tandem.dmr")))
#define TANDEM_TMR __attribute__((annotate("tandem.tmr")))
#else
#define TANDEM_OFF
#define TANDEM_DMR
#define TANDEM_TMR
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum tandem_event_kind {
    TANDEM_DETECTED = 1,    /* the replicas differ; the program is to stop */
    TANDEM_ROLLED_BACK = 2, /* a transaction was undone; it is run again */
    TANDEM_CORRECTED = 3    /* a vote repaired a replica; the program goes on */
};

/* Valid during the call only; what it points to is constant data. More kinds
   may follow: a hook ignores those it does not know. */
struct tandem_event {
    enum tandem_event_kind kind;
    const char *reason;             /* "replicas differ", "crash signal", ... */
    const struct tandem_site *site; /* never NULL; of a crash, where the
                                       transaction began */
};

/* Called in the thread concerned, which may have been anywhere: a hook may use
   only what a signal handler may use (async-signal-safe), and nothing the fault
   may have damaged is to be trusted.

   TANDEM_ROLLED_BACK: after memory was put back, outside of transactions. The
   program goes on when the hook returns.

   TANDEM_CORRECTED: likewise, between two instructions of the program, also
   inside of a transaction: a rollback does not take back what the hook wrote.

   TANDEM_DETECTED: once, after the fail-stop line is written and before the
   program dies. The hook cannot prevent that:
     - it returns: the program dies by SIGABRT;
     - it faults, detects an error itself, or calls abort or exit: likewise;
     - it hangs or leaves by longjmp, an exception or the end of its thread:
       likewise, after TANDEM_OPTIONS=hook_timeout=SECONDS;
     - it calls _exit: the program ends with that status.
   Write it in a function marked TANDEM_OFF: a fault that persists would
   otherwise cut it short. */
typedef void (*tandem_hook)(const struct tandem_event *event);

/* Since the start of the program. Each count is exact once other threads are
   still; the five together are no snapshot. */
struct tandem_counters {
    unsigned long corrected;    /* repaired by a vote */
    unsigned long detected;     /* found by a check */
    unsigned long transactions; /* begun */
    unsigned long rollbacks;    /* transactions undone */
    unsigned long retries;      /* transactions run again */
};

/* All that is counted; the first five are those above. */
enum tandem_counter {
#define TANDEM_COUNTER(name, text, what) TANDEM_COUNT_##name,
#include <tandem/counters.def>
    TANDEM_COUNTERS
};

#ifdef __TANDEM__

/* Installs a hook (NULL: none) for the whole program and returns the one
   before. May be called at any time, from any thread. */
tandem_hook tandem_set_hook(tandem_hook hook);

void tandem_read_counters(struct tandem_counters *counters);

/* One counter; 0 for a number this runtime does not know. */
unsigned long tandem_read_counter(enum tandem_counter counter);

#else

static inline tandem_hook tandem_set_hook(tandem_hook hook)
{
    (void)hook;
    return 0;
}

static inline void tandem_read_counters(struct tandem_counters *counters)
{
    counters->corrected = counters->detected = counters->transactions = 0;
    counters->rollbacks = counters->retries = 0;
}

static inline unsigned long tandem_read_counter(enum tandem_counter counter)
{
    (void)counter;
    return 0;
}

#endif

#ifdef __cplusplus
}
#endif

#endif
