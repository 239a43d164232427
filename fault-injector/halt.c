/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* halt.c - stops a run's threads, and leads them out of the moved text. */
#include "halt.h"

#include <signal.h>

enum { SYSCALL_BYTES = 2, MOST_STEPS = 64, JUMP = 0xe9 };

/* --- stopping ------------------------------------------------------------- */

/* The current thread was not the one to stop: what has arrived for it? */
static void settle_signal(struct run *run, int signal)
{
    struct tracee *tracee = &run->tracee;

    if (signal == SIGSTOP && tracee->current->asked) {
        tracee_halted(tracee);
        return;
    }
    if (signal != SIGTRAP || run_trap(run) != TRAP_RESOLVED)
        tracee_keep(tracee, signal);
    /* it will not get far: the wanted SIGSTOP comes first */
    tracee_continue(tracee, 0);
}

static enum run_result settle(struct run *run)
{
    struct tracee *tracee = &run->tracee;
    struct event event = tracee_wait(tracee);

    run->event = event;
    switch (event.kind) {
    case EVENT_SIGNAL: settle_signal(run, event.signal); return RUN_STOPPED;
    case EVENT_THREAD: counters_begin(run, tracee->born); break;
    case EVENT_FORK:
    case EVENT_VFORK:
        if (!run_release_child(run))
            return RUN_TASKS;
        break;
    case EVENT_LEAVING: break;
    case EVENT_EXEC: return RUN_EXEC;
    case EVENT_PROCESS: return RUN_TASKS;
    case EVENT_TIMEOUT: return RUN_TIMEOUT;
    default: return RUN_ENDED;
    }
    tracee_continue(tracee, 0);
    return RUN_STOPPED;
}

/* --- leading out ---------------------------------------------------------- */

static uint64_t text_start(const struct run *run)
{
    return run->text->address + run->bias;
}

/* The instruction whose copy starts at ADDRESS, or NULL. */
static const struct insn *original(const struct run *run, uint64_t address)
{
    const struct window *window = &run->image->window;

    if (!window->count)
        return image_backward(run->image, address);
    for (unsigned i = 0; i < window->count; i++)
        if (image_body(run->image, window->insns[i]) == address)
            return window->insns[i];
    return NULL;
}

/* Whether the text, once it is the original again, means something else at PC
 * than it does now: in the copy, or at a jump in a hole of the text. */
static bool is_ours(const struct run *run, uint64_t pc)
{
    uint64_t offset = pc - text_start(run);

    if (pc - run->image->area < run->image->area_size)
        return true;
    return !run->image->window.count && offset < run->text->size &&
           run->layout->template[offset] == JUMP &&
           !(run->text->marks[offset] & MARK_ENTRY);
}

/* It will begin again, and has to be counted again. */
static void count_back(const struct run *run, const struct insn *insn)
{
    const struct image *image = run->image;
    uint64_t left;

    for (unsigned i = 0; i < image->stop_count; i++)
        if (image->stops[i].insn == insn) {
            uint64_t at = counters_at(run, insn);

            tracee_read(&run->tracee, at, &left, sizeof left);
            left++;
            tracee_write(&run->tracee, at, &left, sizeof left);
        }
}

/* Moves the current thread to the original when that is possible at PC. */
static bool move(const struct run *run, uint64_t pc)
{
    const struct insn *insn = original(run, pc);

    if (insn) {
        count_back(run, insn);
        tracee_move(&run->tracee, text_start(run) + insn->offset);
        return true;
    }
    if (!tracee_calls_again(&run->tracee))
        return false;
    insn = original(run, pc - SYSCALL_BYTES);
    if (insn)
        tracee_move(&run->tracee,
                    text_start(run) + insn->offset + SYSCALL_BYTES);
    return insn != NULL;
}

bool lead_out(struct run *run)
{
    struct tracee *tracee = &run->tracee;

    for (int steps = 0; steps < MOST_STEPS; steps++) {
        uint64_t pc = tracee_pc(tracee);
        struct event event;

        if (!is_ours(run, pc) || move(run, pc))
            return true;
        event = tracee_step_alone(tracee);
        if (event.kind != EVENT_SIGNAL)
            return false;
        if (event.signal != SIGTRAP)
            tracee_keep(tracee, event.signal);
    }
    run->where = tracee_pc(tracee) - run->bias;
    return false;
}

enum run_result halt(struct run *run)
{
    struct tracee *tracee = &run->tracee;
    struct thread *stopped = tracee->current;
    struct event event = run->event;
    enum run_result result = RUN_STOPPED;

    tracee_ask(tracee);
    while (result == RUN_STOPPED && !stopped->leaving && tracee_halting(tracee))
        result = settle(run);
    tracee_select(tracee, stopped);
    if (result == RUN_STOPPED && tracee->thread_count > 1 &&
        !tracee_still(tracee))
        return RUN_EXITING;
    for (unsigned i = 0; result == RUN_STOPPED && i < tracee->thread_count;
         i++) {
        if (tracee->threads[i] == stopped || tracee->threads[i]->leaving)
            continue;
        tracee_select(tracee, tracee->threads[i]);
        if (!lead_out(run))
            result = RUN_LOST;
    }
    if (result != RUN_STOPPED)
        return result;
    tracee_select(tracee, stopped);
    run->event = event;
    return RUN_STOPPED;
}
