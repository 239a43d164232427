/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* code.c - models that flip bits of an instruction's bytes: opcode (as it is
 * fetched once) and opcode-permanent (from then on). */
#include "model.h"

#include <signal.h>
#include <string.h>

/* Each bit that is fetched weighs the same. */
static unsigned bits_fetched(const struct text *text, const struct insn *insn)
{
    (void)text;
    return 8u * insn->length;
}

static void draw_code(const struct drawing *drawing, struct fault *fault)
{
    draw_mask(drawing, 8u * drawing->insn->length, fault->mask);
}

/* Writes the instruction with the mask in it, and reads it back. */
static const char *change_code(struct strike *strike)
{
    const struct tracee *tracee = &strike->run->tracee;
    uint64_t pc = tracee_pc(tracee), wanted[REGISTER_WORDS];
    unsigned size = strike->insn->length;

    if (fault_bytes(strike->fault) > size)
        return "the mask is longer than the instruction";
    if (!tracee_read(tracee, pc, strike->old, size))
        return "the code cannot be read";
    for (int i = 0; i < REGISTER_WORDS; i++)
        wanted[i] = strike->old[i] ^ (strike->dry ? 0 : strike->fault->mask[i]);
    if (!tracee_write(tracee, pc, wanted, size) ||
        !tracee_read(tracee, pc, strike->new, size))
        return "the code cannot be written";
    return memcmp(wanted, strike->new, sizeof wanted)
               ? "the code reads back another value"
               : NULL;
}

const struct model model_opcode_permanent = {
    .name = "opcode-permanent",
    .target = TARGET_CODE,
    .bursts = true,
    .alone = true,
    .weight = bits_fetched,
    .draw = draw_code,
    .apply = change_code,
};

/* Of a repeated string instruction one repetition is fetched wrongly. */
static const char *execute_changed(struct strike *strike)
{
    struct run *run = strike->run;
    struct tracee *tracee = &run->tracee;
    uint64_t pc = tracee_pc(tracee);
    const char *problem = strike->executed
                              ? "another fault has struck the same execution"
                              : change_code(strike);

    if (problem)
        return problem;
    tracee_step(tracee, 0);
    run->event = tracee_wait(tracee);
    strike->executed = true;
    if (run->event.kind != EVENT_SIGNAL)
        return NULL; /* it made the program end, for one */
    if (!tracee_write(tracee, pc, strike->old, strike->insn->length))
        return "the code cannot be written";
    if (run->event.signal != SIGTRAP || !tracee_stepped(tracee))
        strike->signal = run->event.signal;
    else
        arch_hide_trap_flag(tracee, (const uint8_t *)strike->new);
    return NULL;
}

const struct model model_opcode = {
    .name = "opcode",
    .target = TARGET_CODE,
    .bursts = true,
    .weight = bits_fetched,
    .draw = draw_code,
    .apply = execute_changed,
};
