/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* control.c - models that send control another way: skip, branch. */
#include "model.h"

static uint64_t address_of(const struct run *run, int64_t offset)
{
    return run->text->address + run->bias + (uint64_t)offset;
}

/* The program goes on at WANTED. What the fault changes is the program
 * counter, shown as file addresses. */
static const char *go_to(struct strike *strike, uint64_t natural,
                         uint64_t wanted)
{
    struct run *run = strike->run;
    uint64_t pc = strike->dry ? natural : wanted;

    tracee_set_pc(&run->tracee, pc);
    strike->old[0] = natural - run->bias;
    strike->new[0] = tracee_pc(&run->tracee) - run->bias;
    return strike->new[0] == pc - run->bias
               ? NULL
               : "the program counter reads back another value";
}

/* --- skip ----------------------------------------------------------------- */

static unsigned any(const struct text *text, const struct insn *insn)
{
    (void)text;
    (void)insn;
    return 1;
}

static void draw_nothing(const struct drawing *drawing, struct fault *fault)
{
    (void)drawing;
    (void)fault;
}

static const char *skip(struct strike *strike)
{
    const struct insn *insn = strike->insn;

    strike->executed = !strike->dry;
    return go_to(strike, address_of(strike->run, insn->offset),
                 address_of(strike->run, insn->offset + insn->length));
}

const struct model model_skip = {
    .name = "skip",
    .target = TARGET_NONE,
    .weight = any,
    .draw = draw_nothing,
    .apply = skip,
};

/* --- branch --------------------------------------------------------------- */

static bool decides(const struct insn *insn)
{
    return insn->kind == INSN_BRANCH || insn->kind == INSN_SHORT_BRANCH;
}

static unsigned is_decision(const struct text *text, const struct insn *insn)
{
    (void)text;
    return decides(insn);
}

/* The processor decides, so that loop counts down and no condition has to be
 * computed here; then the program is sent the other way. */
static const char *invert(struct strike *strike)
{
    const struct insn *insn = strike->insn;
    uint64_t next = address_of(strike->run, insn->offset + insn->length);
    uint64_t target = address_of(strike->run, insn->target);
    const char *problem;
    uint64_t pc;

    if (!decides(insn))
        return "that instruction is no conditional jump";
    problem = strike_execute(strike);
    if (problem)
        return problem;
    pc = tracee_pc(&strike->run->tracee);
    return go_to(strike, pc, pc == target ? next : target);
}

const struct model model_branch = {
    .name = "branch",
    .target = TARGET_NONE,
    .weight = is_decision,
    .draw = draw_nothing,
    .apply = invert,
};
