/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* profile.c - block counters in the moved text, run until a fixpoint. */
#include "profile.h"

#include "die.h"

#include <signal.h>
#include <stdlib.h>

enum { MAX_RUNS = 50 };

void refuse_run(const struct run *run, enum run_result result)
{
    const char *path = run->text->program->path;

    switch (result) {
    case RUN_TASKS:
        die("'%s' starts threads; this version injects only into "
            "single-threaded programs (or a library in scope is executed by "
            "a child before its exec)",
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

static void read_counts(struct run *run, struct profile *profile)
{
    const struct text *text = run->text;
    uint32_t count = run->image->count;
    uint64_t *counter = allocate(count, sizeof *counter);

    if (!tracee_read(&run->tracee, run->image->area + SLOT_FIRST_COUNTER * 8u,
                     counter, count * sizeof *counter))
        die_errno("cannot read the counters of '%s'", text->program->path);
    profile->counts =
        reallocate(profile->counts, count, sizeof *profile->counts);
    profile->dynamic = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct insn *insn = &text->insns[i];
        const struct insn *last = i ? insn - 1 : NULL;
        bool flows = last && insn_falls_through(last) &&
                     last->offset + last->length == insn->offset;

        profile->counts[i] = text->marks[insn->offset] & MARK_LEADER
                                 ? counter[i]
                             : flows ? profile->counts[i - 1]
                                     : 0;
        profile->dynamic += profile->counts[i];
    }
    free(counter);
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
    result = run_on(run);
    profile->runs++;
    profile->traps = run->traps;
    if (result == RUN_EXITING && !run->changed)
        read_counts(run, profile);
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
    if (result != RUN_EXITING && result != RUN_RELEARN)
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
    free(profile->counts);
    free(profile);
}

/* Children go their own way. */
static bool goes_on(const struct tracee *tracee, struct event *event)
{
    struct tracee child;

    if (event->kind == EVENT_FORK || event->kind == EVENT_VFORK) {
        tracee_child(tracee, &child);
        tracee_detach(&child, 0);
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
