/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* model.h - CONTRACT of a fault model: what its faults are drawn from, how
 * much each weighs, and what it does to the stopped program.
 *
 * A model is an entry of one of the files in models/; model.c lists them. Its
 * population is dynamic instructions: each execution of an instruction weighs
 * what weight() says. docs/fault-model.md describes each. */
#ifndef TANDEM_INJECT_MODEL_H
#define TANDEM_INJECT_MODEL_H

#include "fault.h"
#include "rng.h"
#include "stop.h"

/* What stands behind the colon of a fault's text. */
enum target {
    TARGET_NONE,     /* nothing, not even the colon */
    TARGET_REGISTER, /* rax^0x4 */
    TARGET_CODE,     /* code^0x4: bytes of the instruction, from its first */
    TARGET_MEMORY,   /* heap+0x10^0x4 */
};

/* What a fault is drawn for: an execution of INSN. */
struct drawing {
    const struct text *text;
    const struct insn *insn;
    const struct memory_map *memory; /* what the program has at its end */
    unsigned burst;                  /* bits that flip together */
    struct rng *rng;
};

/* For models: a mask of BURST adjacent bits somewhere in WIDTH bits; all of
 * them when there are fewer. */
void draw_mask(const struct drawing *drawing, unsigned width,
               uint64_t mask[REGISTER_WORDS]);

/* A program stopped before the execution that a fault names. */
struct strike {
    struct run *run;
    const struct insn *insn;
    const struct fault *fault;
    bool dry;         /* go through every step, but change nothing */
    bool executed;    /* set by the model: that execution is over */
    int signal;       /* set by the model: arrived meanwhile, to be delivered */
    const char *note; /* set by the model: why nothing could change */
    uint64_t old[REGISTER_WORDS]; /* what the fault changes, before and */
    uint64_t new[REGISTER_WORDS]; /* after, as read back */
};

struct model {
    const char *name;
    enum target target;
    /* What register faults may name; bits of 1 << enum register_class. */
    unsigned classes;
    bool bursts; /* flips bits that may have neighbours (--burst) */
    bool alone;  /* its effect would be lost at another stop of the run */
    /* Weight of one execution of INSN; 0: never drawn. */
    unsigned (*weight)(const struct text *text, const struct insn *insn);
    /* Draws what is changed at that execution. */
    void (*draw)(const struct drawing *drawing, struct fault *fault);
    /* How many single bits it could flip there, and the one of that number;
     * NULL: it cannot say. */
    unsigned (*choices)(const struct text *text, const struct insn *insn);
    void (*choose)(const struct drawing *drawing, unsigned number,
                   struct fault *fault);
    /* Does it. NULL, or why it did not happen. */
    const char *(*apply)(struct strike *strike);
};

extern const struct model model_value, model_haft, model_flags, model_regfile,
    model_pc, model_skip, model_branch, model_mem, model_opcode,
    model_opcode_permanent;

/* All of them; ends with NULL. The first is the default. */
extern const struct model *const models[];

/* NULL when there is no such model. */
const struct model *model_find(const char *name);

/* "value, haft, ... and pc", for messages. */
const char *model_list(void);

/* For models: executes the instruction once. NULL, or why it did not end. */
const char *strike_execute(struct strike *strike);

/* For models: flips the mask in the register of the fault. */
const char *strike_register(struct strike *strike);

#endif
