/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* text.h - the target's .text, decoded once: its instructions, and the places
 * where control may arrive.
 *
 * Nothing that must be right depends on the decoding being complete: a run
 * that arrives at an unknown place traps, and the place is learnt
 * (text_learn). All offsets are relative to the first byte of .text. */
#ifndef TANDEM_INJECT_TEXT_H
#define TANDEM_INJECT_TEXT_H

#include "program.h"

enum insn_kind {
    INSN_PLAIN,
    INSN_JUMP,         /* direct; target is set */
    INSN_BRANCH,       /* conditional, direct; target is set */
    INSN_SHORT_BRANCH, /* jrcxz, loop: 8-bit displacement only; target */
    INSN_CALL,         /* direct; target is set */
    INSN_CALL_INDIRECT,
    INSN_JUMP_INDIRECT, /* and ret */
    INSN_SYSCALL,
    INSN_BEGIN, /* xbegin: falls through, or jumps to target */
    INSN_STOP,  /* ud2, hlt, int3: does not go on by itself */
};

enum insn_flags {
    INSN_READS_FLAGS = 1,   /* any of the status flags */
    INSN_KILLS_FLAGS = 2,   /* overwrites OF SF ZF AF PF, whatever they were */
    INSN_WRITES = 4,        /* has a destination register (model value) */
    INSN_REPEATS = 8,       /* rep, repe, repne string instruction */
    INSN_OPAQUE = 16,       /* its length is known, but not what it does */
    INSN_PADDING = 32,      /* nop, int3 */
    INSN_WRITES_FLAGS = 64, /* has a result in the flags (model flags) */
};

struct insn {
    uint32_t offset;
    uint8_t length;
    uint8_t kind;
    uint8_t flags;
    uint8_t displacement; /* where its rip-relative disp32 is; 0: none */
    int64_t target;       /* may lie outside .text, even below it */
};

enum mark {
    MARK_LEADER = 1, /* a block starts here */
    MARK_ENTRY = 2,  /* control may arrive here by an original address */
};

struct text {
    const struct program *program;
    uint64_t address;
    uint32_t size;
    const uint8_t *bytes;
    struct insn *insns; /* in the order of a linear sweep */
    uint32_t count;
    int32_t *at;    /* [size]: instruction that starts there, or -1 */
    uint8_t *marks; /* [size] */
    bool threaded;  /* the program makes threads: each counts for itself */
};

struct text *text_decode(const struct program *program);
void text_free(struct text *text);

/* The instruction that starts at OFFSET, or NULL. */
const struct insn *text_at(const struct text *text, int64_t offset);

/* Control arrived at OFFSET: makes it an entry and a leader, decoding from
 * there when no instruction was known to start there. Returns whether this
 * changes the blocks (so that counts taken before are void). */
bool text_learn(struct text *text, uint32_t offset);

/* Whether the instruction passes control on to the one behind it. */
bool insn_falls_through(const struct insn *insn);

/* Whether OF SF ZF AF PF are overwritten before they are read, when control
 * arrives at instruction INDEX; false when that is not certain. */
bool text_flags_are_dead(const struct text *text, uint32_t index);

/* Marks leaders and entries; used by text_decode (see entries.c). */
void text_mark(struct text *text);
void text_mark_insn(struct text *text, const struct insn *insn);

/* Contract with arch/: decodes one instruction that starts at BYTES and whose
 * address is ADDRESS; false when it cannot. insn->offset is not set, and
 * insn->target is an address. One decoder at a time. */
bool decode_insn(const uint8_t *bytes, size_t size, uint64_t address,
                 struct insn *insn);

/* Further contract with arch/: an address that INSN mentions as an operand
 * (lea, immediate), 0 when none. */
uint64_t insn_mentions(const struct text *text, const struct insn *insn);

/* Prints the instruction as an assembler would; OUT is always terminated. */
void insn_print(const struct text *text, const struct insn *insn, char *out,
                size_t size);

#endif
