/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* arch.h - CONTRACT of an architecture: register names, their place in the
 * stopped thread's state, and which of them an instruction writes. */
#ifndef TANDEM_INJECT_ARCH_H
#define TANDEM_INJECT_ARCH_H

#include "text.h"
#include "tracee.h"

enum { REGISTER_BITS = 512, REGISTER_WORDS = REGISTER_BITS / 64 };

enum register_class {
    REGISTER_GENERAL,
    REGISTER_VECTOR,
    REGISTER_MASK, /* AVX-512 k0..k7 */
    REGISTER_X87,  /* st(i) */
    REGISTER_MMX,
};

/* A register as instructions name it: width bits of a machine register. */
struct reg {
    char name[8];
    uint8_t class;
    uint8_t number; /* of the machine register within its class */
    uint8_t low;    /* first bit: 8 for ah, ch, dh, bh */
    uint16_t width;
};

/* NULL when there is no register of that name. */
const struct reg *register_by_name(const char *name);

/* The architectural register file of model regfile: REGISTER_FILE_BITS bits,
 * the general registers first, then xmm0 to xmm15. Finds bit INDEX. */
enum { REGISTER_FILE_BITS = 16 * 64 + 16 * 128 };
const struct reg *register_file_bit(unsigned index, unsigned *bit);

/* What an instruction writes, explicitly or implicitly: no program counter,
 * no status flags, and the stack pointer only as an explicit destination.
 * Each machine register occurs once, in the widest form written; bits is how
 * many of its low bits carry the result (64 of xmm0 for a double). */
struct destination {
    const struct reg *reg;
    unsigned bits;
};
struct destinations {
    unsigned count;
    struct destination list[16];
};
void insn_destinations(const struct text *text, const struct insn *insn,
                       struct destinations *out);

/* The value of a register of the stopped thread PID, little end first; the
 * other direction; false with errno when the system refuses, or when this
 * processor has no such register. */
bool register_read(int pid, const struct reg *reg,
                   uint64_t value[REGISTER_WORDS]);
bool register_write(int pid, const struct reg *reg,
                    const uint64_t value[REGISTER_WORDS]);

/* Takes back what single-stepping the instruction at BYTES left visible to
 * the program: the trap flag. */
void arch_hide_trap_flag(const struct tracee *tracee, const uint8_t *bytes);

/* The general registers, flags and program counter of the stopped program in
 * a fixed order, for comparison; bits that the tracing itself changes are
 * cleared, and the program counter is a file address. */
enum { STATE_WORDS = 18 };
void arch_state(const struct tracee *tracee, uint64_t state[STATE_WORDS]);
const char *arch_state_name(unsigned word);

#endif
