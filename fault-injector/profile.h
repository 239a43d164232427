/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* profile.h - how often the program executes each of its instructions. */
#ifndef TANDEM_INJECT_PROFILE_H
#define TANDEM_INJECT_PROFILE_H

#include "stop.h"

/* What one thread executes: of each block that it enters its first
 * instruction, ascending, and how often. */
struct block_count {
    uint32_t insn;
    uint64_t count;
};
struct thread_profile {
    char name[THREAD_NAME];
    struct block_count *blocks;
    uint32_t block_count;
};

struct profile {
    uint64_t *counts; /* [text->count] of all threads together */
    uint64_t dynamic; /* their sum */
    int32_t *block;   /* [text->count] first instruction of its block */
    struct thread_profile
        *threads;             /* ascending by name; none in a program of */
    unsigned thread_count;    /* one thread */
    unsigned runs;            /* until every entry was known */
    uint64_t traps;           /* in the last run */
    double cpu;               /* seconds of the last run */
    int status;               /* how the last run ended, as wait(2) says */
    struct memory_map memory; /* what it had at its end */
};

/* Runs the program until its blocks are known, teaching them to TEXT, and
 * counts exactly. Dies with one sentence when the program cannot be profiled
 * (another program, code that is not in the file). */
struct profile *profile_take(struct text *text, const struct launch *launch,
                             double cpu_limit);
void profile_free(struct profile *profile);

/* How often the thread of that NAME executes an instruction. */
uint64_t profile_count(const struct profile *profile, uint32_t insn,
                       const char *name);

/* The NUMBER-th execution of an instruction, from 0, counting one thread after
 * the other: the name of its thread, and which one of the thread's it is. */
const char *profile_place(const struct profile *profile, uint32_t insn,
                          uint64_t number, uint64_t *k);

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
