/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* inject.c - stop, execute, flip, read back, let go, judge. */
#include "inject.h"

#include "die.h"
#include "stop.h"

#include <signal.h>
#include <string.h>

enum { CPU_GRACE_MS = 1000, WALL_GRACE = 60, WALL_FACTOR = 20 };

static double cpu_limit(const struct bench *bench)
{
    return bench->timeout_factor * bench->golden->seen.cpu +
           CPU_GRACE_MS * 1e-3;
}

/* Runs the repeated instruction TARGET to its end by a trap behind it. */
static struct event finish_repeat(struct run *run, const struct insn *target)
{
    const uint8_t trap = 0xcc;
    uint64_t next =
        run->text->address + run->tracee.bias + target->offset + target->length;
    uint8_t original;
    struct event event;

    tracee_read(&run->tracee, next, &original, 1);
    tracee_write(&run->tracee, next, &trap, 1);
    tracee_continue(&run->tracee, 0);
    event = tracee_wait(&run->tracee);
    if (event.kind != EVENT_SIGNAL)
        return event;
    tracee_write(&run->tracee, next, &original, 1);
    if (event.signal == SIGTRAP)
        tracee_set_pc(&run->tracee, next);
    return event;
}

/* Executes TARGET, at which the program stands, once. NULL, or why not. */
static const char *execute(struct run *run, const struct insn *target)
{
    if (target->flags & INSN_REPEATS) {
        run->event = finish_repeat(run, target);
    } else {
        tracee_step(&run->tracee, 0);
        run->event = tracee_wait(&run->tracee);
    }
    if (run->event.kind != EVENT_SIGNAL)
        return "the program ended in the instruction";
    if (run->event.signal != SIGTRAP)
        return "a signal arrived in the instruction";
    arch_hide_trap_flag(&run->tracee, run->text->bytes + target->offset);
    return NULL;
}

static const char *flip(int pid, const struct bench *bench,
                        const struct fault *fault, struct injection *result)
{
    uint64_t wanted[REGISTER_WORDS];

    if (!register_read(pid, fault->reg, result->old))
        return "this processor has no such register";
    for (int i = 0; i < REGISTER_WORDS; i++)
        wanted[i] = result->old[i] ^ (bench->dry ? 0 : fault->mask[i]);
    if (!register_write(pid, fault->reg, wanted) ||
        !register_read(pid, fault->reg, result->new))
        return "the register cannot be written";
    return memcmp(wanted, result->new, sizeof wanted)
               ? "the register reads back another value"
               : NULL;
}

static const char *stop_result_text(enum run_result result)
{
    switch (result) {
    case RUN_STOPPED: return NULL;
    case RUN_TASKS: return "the program made a thread or a child";
    case RUN_EXEC: return "the program became another one";
    case RUN_TIMEOUT: return "the time limit came before the instruction";
    case RUN_LOST: return "control went to an unknown place";
    default: return "the program ended before that execution";
    }
}

/* NULL once the fault is in, or why it is not. */
static const char *place_fault(struct run *run, const struct bench *bench,
                               const struct fault *fault,
                               struct injection *result)
{
    const struct insn *target =
        text_at(bench->text, (int64_t)(fault->address - bench->text->address));
    double limit = cpu_limit(bench);
    const char *problem =
        stop_result_text(stop_at(run, &bench->place->launch, target, fault->k,
                                 limit, WALL_GRACE + WALL_FACTOR * limit));

    if (!problem && fault->model == MODEL_VALUE)
        problem = execute(run, target);
    if (!problem)
        problem = flip(run->tracee.pid, bench, fault, result);
    return problem;
}

void inject(const struct bench *bench, const struct fault *fault,
            struct injection *result)
{
    struct run run = {.text = bench->text, .layout = bench->layout};
    struct observation seen = {0};
    struct event event = {0};

    *result = (struct injection){.outcome = OUTCOME_NOT_INJECTED};
    if (!text_at(bench->text,
                 (int64_t)(fault->address - bench->text->address))) {
        result->reason = "no instruction starts there";
        return;
    }
    workplace_refresh(bench->place);
    result->reason = place_fault(&run, bench, fault, result);
    if (!result->reason) {
        tracee_detach(&run.tracee);
        event = tracee_wait(&run.tracee);
    }
    seen.timed_out = event.kind == EVENT_TIMEOUT;
    tracee_kill(&run.tracee);
    if (run.image)
        image_free(run.image);
    if (result->reason)
        return;
    seen.status = result->status = event.status;
    result->cpu = event.cpu;
    workplace_collect(bench->place, &seen);
    result->output_hash = bytes_hash(&seen.output);
    result->outcome = outcome_judge(bench->golden, &seen);
    observation_free(&seen);
}
