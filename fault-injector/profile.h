/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* profile.h - how often the program executes each of its instructions. */
#ifndef TANDEM_INJECT_PROFILE_H
#define TANDEM_INJECT_PROFILE_H

#include "stop.h"

struct profile {
    uint64_t *counts;         /* [text->count] */
    uint64_t dynamic;         /* their sum */
    unsigned runs;            /* until every entry was known */
    uint64_t traps;           /* in the last run */
    double cpu;               /* seconds of the last run */
    int status;               /* how the last run ended, as wait(2) says */
    struct memory_map memory; /* what it had at its end */
};

/* Runs the program until its blocks are known, teaching them to TEXT, and
 * counts exactly. Dies with one sentence when the program cannot be profiled
 * (threads, children, another program, code that is not in the file). */
struct profile *profile_take(struct text *text, const struct launch *launch,
                             double cpu_limit);
void profile_free(struct profile *profile);

/* The same counts by single-stepping: the oracle of the tests, about ten
 * thousand times slower. SEE, when given, is called before each instruction
 * of .text that begins, with how often it has begun before. */
typedef void profile_seer(void *context, const struct tracee *tracee,
                          const struct insn *insn, uint64_t before);
struct profile *profile_by_steps(const struct text *text,
                                 const struct launch *launch, profile_seer *see,
                                 void *context);

/* Dies with the reason why a program whose run ended so is not supported. */
_Noreturn void refuse_run(const struct run *run, enum run_result result);

#endif
