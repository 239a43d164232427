/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* fault.h - a fault as one line of text, and how faults are drawn.
 *
 *   MODEL MODULE+OFFSET#K:REGISTER^MASK
 *   value main+0x1420#12345678:rbp^0x4
 *   regfile main+0x9f0#1:xmm3^0x10<<64
 *
 * MODULE is main, the executable itself; OFFSET is the address in its file;
 * K counts the executions of that instruction from 1; MASK is hexadecimal, up
 * to 512 bits, and may be shifted left by a decimal number of bits.
 *
 * value:   after the K-th execution the bits of MASK flip in a register that
 *          the instruction has written.
 * regfile: before the K-th execution they flip in any register. */
#ifndef TANDEM_INJECT_FAULT_H
#define TANDEM_INJECT_FAULT_H

#include "arch.h"
#include "profile.h"
#include "rng.h"

enum model { MODEL_VALUE, MODEL_REGFILE, MODELS };

struct fault {
    enum model model;
    uint64_t address;
    uint64_t k;
    const struct reg *reg;
    uint64_t mask[REGISTER_WORDS];
};

enum { FAULT_TEXT = 256 };

const char *model_name(enum model model);

/* False when there is no such model. */
bool model_parse(const char *name, enum model *model);

void fault_print(const struct fault *fault, char out[FAULT_TEXT]);

/* NULL, or what is wrong with TEXT. */
const char *fault_parse(const char *text, struct fault *fault);

/* Index of the only bit of MASK; -1 when it has none or several. */
int fault_bit(const struct fault *fault);

/* What faults of one model are drawn from: dynamic instructions. */
struct population {
    const struct text *text;
    enum model model;
    uint64_t *cumulated; /* [text->count] executions up to and including i */
    uint64_t size;
};

struct population *population_make(const struct text *text,
                                   const struct profile *profile,
                                   enum model model);
void population_free(struct population *population);

/* The INDEX-th fault of the list that SEED stands for. */
void fault_draw(const struct population *population, uint64_t seed,
                uint64_t index, struct fault *fault);

#endif
