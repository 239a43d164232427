/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* strike.c - what several fault models do to a stopped program. */
#include "model.h"

#include <signal.h>
#include <string.h>

/* Runs the repeated instruction to its end by a trap behind it. */
static struct event finish_repeat(struct run *run, const struct insn *insn)
{
    const uint8_t trap = 0xcc;
    uint64_t next =
        run->text->address + run->bias + insn->offset + insn->length;
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

static bool is_child_signal(const struct event *event)
{
    return event->kind == EVENT_SIGNAL && event->signal == SIGCHLD;
}

const char *strike_execute(struct strike *strike)
{
    struct run *run = strike->run;
    const struct insn *insn = strike->insn;

    if (strike->executed) /* another fault has struck the same execution */
        return NULL;
    if (insn->kind == INSN_SYSCALL) /* may wait for other threads */
        tracee_release(&run->tracee);
    if (insn->flags & INSN_REPEATS) {
        run->event = finish_repeat(run, insn);
    } else {
        do { /* the end of a child may be announced at any moment */
            tracee_step(&run->tracee, 0);
            run->event = tracee_wait(&run->tracee);
            if (is_child_signal(&run->event))
                strike->signal = SIGCHLD;
        } while (is_child_signal(&run->event));
    }
    if (run->event.kind != EVENT_SIGNAL)
        return "the program ended in the instruction";
    if (run->event.signal != SIGTRAP) {
        strike->signal = run->event.signal;
        return "a signal arrived in the instruction";
    }
    strike->executed = true;
    arch_hide_trap_flag(&run->tracee, run->text->bytes + insn->offset);
    return NULL;
}

const char *strike_register(struct strike *strike)
{
    const struct fault *fault = strike->fault;
    int tid = strike->run->tracee.tid;
    uint64_t wanted[REGISTER_WORDS];

    if (!register_read(tid, fault->reg, strike->old))
        return "this processor has no such register";
    for (int i = 0; i < REGISTER_WORDS; i++)
        wanted[i] = strike->old[i] ^ (strike->dry ? 0 : fault->mask[i]);
    if (!register_write(tid, fault->reg, wanted) ||
        !register_read(tid, fault->reg, strike->new))
        return "the register cannot be written";
    return memcmp(wanted, strike->new, sizeof wanted)
               ? "the register reads back another value"
               : NULL;
}
