/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* events.c - what is done about each event of a run (see stop.h). */
#include "die.h"
#include "halt.h"

#include <signal.h>

/* Traps that are worth a new run with jumps in their places. */
enum { TRAPS_BEFORE_RELEARNING = 5000, TRAP = 0xcc };

static uint64_t text_start(const struct run *run)
{
    return run->text->address + run->bias;
}

/* A trap in the original .text: goes on in the copy. */
static bool forward(struct run *run, uint64_t pc)
{
    uint64_t offset = pc - text_start(run);
    uint64_t to;

    if (run->image->window.count || offset >= run->text->size ||
        run->text->bytes[offset] == TRAP)
        return false;
    run->traps++;
    if (run->learning && !(run->text->marks[offset] & MARK_ENTRY)) {
        run->learnt++;
        run->changed |= text_learn(run->text, (uint32_t)offset);
    }
    to = image_forward(run->image, (int64_t)offset);
    if (!to) {
        run->where = pc - run->bias;
        return false;
    }
    tracee_set_pc(&run->tracee, to);
    return true;
}

/* The program's own int3. */
static void show_trap(struct run *run)
{
    uint64_t pc = tracee_pc(&run->tracee);
    const struct insn *insn = image_backward(run->image, pc);

    insn = insn ? NULL : image_backward(run->image, pc - 1);
    if (insn)
        tracee_set_pc(&run->tracee, text_start(run) + insn->offset + 1);
}

/* A signal that arrives in the copy is shown to the program as having arrived
 * at the original instruction, where it also returns to: the copy may be gone
 * by then. In a run that counts it stays; there only what a handler may look at
 * is shown. */
static int show_original(struct run *run, int signal)
{
    struct tracee *tracee = &run->tracee;
    uint64_t pc = tracee_pc(tracee);
    const struct insn *insn = image_backward(run->image, pc);

    if (signal == SIGTRAP) {
        show_trap(run);
        return signal;
    }
    if (!run->image->stop_count) {
        if (insn)
            tracee_set_pc(tracee, text_start(run) + insn->offset);
        return signal;
    }
    if (pc - run->image->area >= run->image->area_size)
        return signal;
    tracee_keep(tracee, signal);
    lead_out(run);
    return tracee_kept(tracee);
}

enum trap run_trap(struct run *run)
{
    struct image *image = run->image;
    uint64_t pc = tracee_pc(&run->tracee);

    for (unsigned i = 0; i < image->stop_count; i++)
        if (pc == image->area + image->code_at + image->stops[i].trap_at) {
            run->reached = image->stops[i].insn;
            return TRAP_STOP;
        }
    run->where = 0;
    if (forward(run, pc - 1))
        return TRAP_RESOLVED;
    return run->where ? TRAP_LOST : TRAP_OWN;
}

/* Whether the place we are lost at is an instruction by now. */
static bool is_known(const struct run *run)
{
    return run->learning &&
           text_at(run->text, (int64_t)(run->where - run->text->address));
}

/* With the original text, and without a count that could reach zero. One that
 * borrows the memory will run exec soon; a shared library that it executes must
 * not be the moved one. */
bool run_release_child(struct run *run)
{
    bool own = run->event.kind == EVENT_FORK;
    bool good = own || run->text->program == run->tracee.program;
    struct tracee child;

    tracee_child(&run->tracee, &child);
    if (own)
        good = tracee_write(&child, text_start(run), run->text->bytes,
                            run->text->size) &&
               counters_never(run, &child);
    tracee_child_detach(&child);
    return good;
}

/* A signal arrives where the program does not know that it is. */
static bool in_area(const struct run *run)
{
    return tracee_pc(&run->tracee) - run->image->area < run->image->area_size;
}

/* The thread that was made goes on at once, the one that has made it later. */
static void begin_thread(struct run *run)
{
    struct tracee *tracee = &run->tracee;
    struct thread *parent = tracee->current;

    counters_begin(run, tracee->born);
    tracee_select(tracee, tracee->born);
    tracee_continue(tracee, 0);
    tracee_select(tracee, parent);
}

/* True when the current thread can go on with *SIGNAL; else *RESULT is why it
 * cannot. */
static bool handle_signal(struct run *run, int *signal, enum run_result *result)
{
    enum trap trap = *signal == SIGTRAP ? run_trap(run) : TRAP_OWN;

    *result = RUN_STOPPED;
    if (trap == TRAP_STOP)
        return false;
    *result = is_known(run) ? RUN_RELEARN : RUN_LOST;
    if (trap == TRAP_LOST)
        return false;
    *result = RUN_RELEARN;
    if (trap == TRAP_RESOLVED) {
        *signal = 0;
        return !run->learnt || run->traps <= TRAPS_BEFORE_RELEARNING;
    }
    *result = RUN_WINDOW;
    if (run->image->window.count)
        return !in_area(run);
    *signal = show_original(run, *signal);
    return true;
}

static bool handle(struct run *run, int *signal, enum run_result *result)
{
    *signal = 0;
    switch (run->event.kind) {
    case EVENT_SIGNAL:
        *signal = run->event.signal;
        return handle_signal(run, signal, result);
    case EVENT_THREAD:
        *result = RUN_TASKS;
        if (run->text->threaded)
            begin_thread(run);
        return run->text->threaded;
    case EVENT_FORK:
    case EVENT_VFORK: *result = RUN_TASKS; return run_release_child(run);
    case EVENT_PROCESS: *result = RUN_TASKS; return false;
    case EVENT_LEAVING: *result = RUN_LEAVING; return !run->learning;
    case EVENT_EXITING: *result = RUN_EXITING; return false;
    case EVENT_ENDED: *result = RUN_ENDED; return false;
    case EVENT_EXEC: *result = RUN_EXEC; return false;
    default: *result = RUN_TIMEOUT; return false;
    }
}

enum run_result run_on(struct run *run)
{
    enum run_result result;
    int signal = run->signal;

    run->signal = 0;
    do {
        tracee_continue(&run->tracee, signal);
        run->event = tracee_wait(&run->tracee);
    } while (handle(run, &signal, &result));
    return result;
}
