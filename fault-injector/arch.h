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
    REGISTER_FLAGS, /* rflags */
    REGISTER_PC,    /* rip */
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

/* The register file that every x86-64 processor has: 16 general registers,
 * xmm0 to xmm15, st0 to st7, the program counter and seven status flags. Finds
 * bit INDEX of it: a register, the bit's number among its WIDTH bits. */
enum { PC_BITS = 48, STATUS_FLAG_COUNT = 7 };
enum {
    REGISTER_FILE_BITS =
        16 * 64 + 16 * 128 + 8 * 80 + PC_BITS + STATUS_FLAG_COUNT
};
const struct reg *register_file_bit(unsigned index, unsigned *bit,
                                    unsigned *width);

/* Status flags by number, 0 to STATUS_FLAG_COUNT - 1, as bits of rflags. */
uint64_t arch_spread_flags(uint64_t numbers);

/* The arithmetic flags (carry, parity, auxiliary, zero, sign, overflow) that
 * an instruction gives a value to, and those that it leaves undefined, as bits
 * of rflags. */
struct flags_effect {
    uint64_t written;
    uint64_t undefined;
};
struct flags_effect insn_flags_written(const struct text *text,
                                       const struct insn *insn);

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
