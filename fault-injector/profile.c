/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* profile.c - block counters in the moved text, run until a fixpoint. */
#include "profile.h"

#include "die.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_RUNS = 50 };

void refuse_run(const struct run *run, enum run_result result)
{
    const char *path = run->text->program->path;

    switch (result) {
    case RUN_TASKS:
        die("'%s' makes a process that shares its memory without being a "
            "thread (or a library in scope is executed by a child before its "
            "exec)",
            path);
    case RUN_EXEC:
        die("'%s' replaces itself by another program (exec); name that one "
            "instead",
            path);
    case RUN_TIMEOUT: die("'%s' ran far longer than its reference run", path);
    case RUN_LOST:
        die("'%s' executes code at 0x%llx that is not an instruction of its "
            ".text",
            path, (unsigned long long)run->where);
    default: die("'%s' ended in the middle of its run", path);
    }
}

/* --- threads ---------------------------------------------------------------
 */

static int by_name(const void *a, const void *b)
{
    const struct thread_profile *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static int by_insn(const void *a, const void *b)
{
    const struct block_count *x = a, *y = b;

    return x->insn < y->insn ? -1 : x->insn > y->insn;
}

static void keep_thread(struct profile *profile, const char *name,
                        const uint64_t *counter, uint32_t count)
{
    struct thread_profile *thread;
    unsigned n = profile->thread_count++;

    profile->threads =
        reallocate(profile->threads, n + 1, sizeof *profile->threads);
    thread = &profile->threads[n];
    *thread = (struct thread_profile){0};
    memcpy(thread->name, name, sizeof thread->name);
    for (uint32_t i = 0; i < count; i++)
        thread->block_count += counter[i] != 0;
    thread->blocks = allocate(thread->block_count, sizeof *thread->blocks);
    thread->block_count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (counter[i])
            thread->blocks[thread->block_count++] =
                (struct block_count){i, counter[i]};
}

static void forget_threads(struct profile *profile)
{
    for (unsigned t = 0; t < profile->thread_count; t++)
        free(profile->threads[t].blocks);
    free(profile->threads);
    profile->threads = NULL;
    profile->thread_count = 0;
}

static uint64_t count_in(const struct profile *profile, uint32_t insn,
                         const struct thread_profile *thread)
{
    struct block_count key = {.insn = (uint32_t)profile->block[insn]};
    const struct block_count *found =
        profile->block[insn] < 0
            ? NULL
            : bsearch(&key, thread->blocks, thread->block_count, sizeof key,
                      by_insn);

    return found ? found->count : 0;
}

uint64_t profile_count(const struct profile *profile, uint32_t insn,
                       const char *name)
{
    if (!profile->thread_count)
        return name[0] ? 0 : profile->counts[insn];
    for (unsigned t = 0; t < profile->thread_count; t++)
        if (!strcmp(profile->threads[t].name, name))
            return count_in(profile, insn, &profile->threads[t]);
    return 0;
}

const char *profile_place(const struct profile *profile, uint32_t insn,
                          uint64_t number, uint64_t *k)
{
    const char *name = "";

    for (unsigned t = 0; t < profile->thread_count; t++) {
        uint64_t count = count_in(profile, insn, &profile->threads[t]);

        name = profile->threads[t].name;
        if (number < count)
            break;
        number -= count;
    }
    *k = number + 1;
    return name;
}

/* --- counting --------------------------------------------------------------
 */

/* The current thread is about to end, or has ended unseen. */
static void take_counts(struct run *run, struct profile *profile,
                        uint64_t *counter)
{
    uint32_t count = run->image->count;
    uint64_t *own = allocate(count, sizeof *own);

    counters_take(run, own, count);
    for (uint32_t i = 0; i < count; i++)
        counter[i] += own[i];
    if (run->text->threaded)
        keep_thread(profile, run->tracee.current->name, own, count);
    free(own);
}

/* The program is about to end. Whose end was unseen has left its counts. */
static void take_last_counts(struct run *run, struct profile *profile,
                             uint64_t *counter)
{
    struct tracee *tracee = &run->tracee;
    struct thread *last = tracee->current;

    take_counts(run, profile, counter);
    for (unsigned i = 0; i < tracee->thread_count; i++)
        if (tracee->threads[i]->unseen) {
            tracee_select(tracee, tracee->threads[i]);
            take_counts(run, profile, counter);
        }
    tracee_select(tracee, last);
}

/* COUNTER has the counts of blocks. */
static void spread_counts(const struct run *run, struct profile *profile,
                          const uint64_t *counter)
{
    const struct text *text = run->text;
    uint32_t count = run->image->count;

    profile->counts =
        reallocate(profile->counts, count, sizeof *profile->counts);
    profile->block = reallocate(profile->block, count, sizeof *profile->block);
    profile->dynamic = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct insn *insn = &text->insns[i];
        const struct insn *last = i ? insn - 1 : NULL;
        bool flows = last && insn_falls_through(last) &&
                     last->offset + last->length == insn->offset;

        profile->block[i] = text->marks[insn->offset] & MARK_LEADER ? (int32_t)i
                            : flows ? profile->block[i - 1]
                                    : -1;
        profile->counts[i] =
            profile->block[i] < 0 ? 0 : counter[profile->block[i]];
        profile->dynamic += profile->counts[i];
    }
    if (profile->thread_count)
        qsort(profile->threads, profile->thread_count, sizeof *profile->threads,
              by_name);
}

/* Runs to the program's end, taking the counts of each thread at its own. */
static enum run_result count_threads(struct run *run, struct profile *profile)
{
    uint64_t *counter = allocate(run->image->count, sizeof *counter);
    enum run_result result;

    forget_threads(profile);
    while ((result = run_on(run)) == RUN_LEAVING)
        take_counts(run, profile, counter);
    if (result == RUN_EXITING) {
        take_last_counts(run, profile, counter);
        if (!run->changed)
            spread_counts(run, profile, counter);
    }
    free(counter);
    return result;
}

/* A program that makes threads is counted again, each thread by itself. */
static bool turns_out_threaded(const struct run *run, enum run_result result)
{
    return result == RUN_TASKS && run->event.kind == EVENT_THREAD;
}

/* One run; whether its counts are final. */
static bool count_once(struct run *run, struct profile *profile,
                       const struct launch *launch, double cpu_limit)
{
    enum run_result result;

    run->changed = false;
    run->learnt = 0;
    run->layout = layout_make(run->text);
    run_start(run, launch, cpu_limit, 60 + 20 * cpu_limit);
    run_install(run, PROBE_COUNT_BLOCKS, NULL, 0);
    result = count_threads(run, profile);
    profile->runs++;
    profile->traps = run->traps;
    if (result == RUN_EXITING) {
        tracee_memory(&run->tracee, &profile->memory);
        tracee_continue(&run->tracee, 0);
        run->event = tracee_wait(&run->tracee);
        profile->cpu = run->event.cpu;
        profile->status = run->event.status;
    }
    tracee_kill(&run->tracee);
    image_free(run->image);
    layout_free(run->layout);
    if (turns_out_threaded(run, result))
        run->text->threaded = true;
    else if (result != RUN_EXITING && result != RUN_RELEARN)
        refuse_run(run, result);
    return result == RUN_EXITING && !run->changed;
}

struct profile *profile_take(struct text *text, const struct launch *launch,
                             double cpu_limit)
{
    struct profile *profile = allocate(1, sizeof *profile);
    struct run run = {.text = text, .learning = true};

    while (!count_once(&run, profile, launch, cpu_limit))
        if (profile->runs == MAX_RUNS)
            die("the blocks of '%s' are not known after %d runs",
                text->program->path, MAX_RUNS);
    return profile;
}

void profile_free(struct profile *profile)
{
    if (!profile)
        return;
    forget_threads(profile);
    free(profile->counts);
    free(profile->block);
    free(profile);
}

/* Children go their own way. */
static bool goes_on(const struct tracee *tracee, struct event *event)
{
    struct tracee child;

    if (event->kind == EVENT_FORK || event->kind == EVENT_VFORK) {
        tracee_child(tracee, &child);
        tracee_child_detach(&child);
        *event = (struct event){.kind = EVENT_SIGNAL, .signal = SIGTRAP};
    }
    return event->kind == EVENT_SIGNAL;
}

struct profile *profile_by_steps(const struct text *text,
                                 const struct launch *launch, profile_seer *see,
                                 void *context)
{
    struct profile *profile = allocate(1, sizeof *profile);
    struct tracee tracee;
    struct event event = {.kind = EVENT_SIGNAL, .signal = SIGTRAP};
    const struct insn *last = NULL;
    uint64_t bias;

    profile->counts = allocate(text->count, sizeof *profile->counts);
    tracee_start(&tracee, launch);
    bias = tracee_bias(&tracee, text->program);
    while (goes_on(&tracee, &event)) {
        uint64_t pc = tracee_pc(&tracee);
        const struct insn *insn =
            text_at(text, (int64_t)(pc - bias - text->address));
        bool again = insn && insn == last &&
                     ((insn->flags & INSN_REPEATS) || event.signal != SIGTRAP);

        if (insn && !again) {
            uint64_t *count = &profile->counts[insn - text->insns];

            if (see)
                see(context, &tracee, insn, *count);
            profile->dynamic++;
            ++*count;
        }
        last = insn;
        tracee_step(&tracee, event.signal == SIGTRAP ? 0 : event.signal);
        event = tracee_wait(&tracee);
    }
    tracee_continue(&tracee, 0);
    event = tracee_wait(&tracee);
    profile->runs = 1;
    profile->cpu = event.cpu;
    profile->status = event.status;
    tracee_kill(&tracee);
    return profile;
}
