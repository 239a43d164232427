/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* fault.h - a fault as one line of text.
 *
 *   MODEL MODULE+OFFSET#K[@THREAD][:TARGET^MASK]
 *   value main+0x1420#12345678:rbp^0x4
 *   regfile main+0x9f0#1:xmm3^0x10<<64
 *   mem main+0x9f0#1:heap+0x2a0^0x1
 *   opcode main+0x9f0#1:code^0x800
 *   skip main+0x9f0#1
 *   branch main+0x9f0#7@2.1
 *
 * MODULE is main, the executable itself, or the file name of a shared library;
 * OFFSET is the address in that file; K counts the executions of that
 * instruction from 1, in the THREAD of that name (see tracee.h), which is the
 * first one when there is none; MASK is hexadecimal, up to 512 bits, and may be
 * shifted left by a decimal number of bits. What happens at that execution is
 * the model's business (see model.h). Several faults of one run are separated
 * by ";
 * ". */
#ifndef TANDEM_INJECT_FAULT_H
#define TANDEM_INJECT_FAULT_H

#include "arch.h"

struct model;

struct fault {
    const struct model *model;
    char module[64];
    uint64_t address;
    uint64_t k;
    char thread[THREAD_NAME]; /* "" is the first one */
    const struct reg *reg;    /* TARGET_REGISTER */
    enum memory_kind memory;  /* TARGET_MEMORY: what AT is counted in */
    uint64_t at;
    uint64_t mask[REGISTER_WORDS];
};

/* The faults of one run. */
enum { FAULTS_PER_RUN = 16 };
struct faults {
    unsigned count;
    struct fault list[FAULTS_PER_RUN];
};

enum { FAULT_TEXT = 256, FAULTS_TEXT = FAULT_TEXT * FAULTS_PER_RUN };

void fault_print(const struct fault *fault, char out[FAULT_TEXT]);
void faults_print(const struct faults *faults, char out[FAULTS_TEXT]);

/* NULL, or what is wrong with TEXT. */
const char *faults_parse(const char *text, struct faults *faults);

/* What the fault changes, as records name it: a register, "code", "heap". */
const char *fault_target(const struct fault *fault);

/* Index of the only bit of MASK; -1 when it has none or several. */
int fault_bit(const struct fault *fault);

/* How many low bytes the mask touches. */
unsigned fault_bytes(const struct fault *fault);

#endif
