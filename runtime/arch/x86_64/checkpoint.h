/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* checkpoint.h - what a checkpoint is on x86-64; read by checkpoint.S too. */

#ifndef TANDEM_ARCH_CHECKPOINT_H
#define TANDEM_ARCH_CHECKPOINT_H

/* Offsets in struct tandem_checkpoint. */
#define CHECKPOINT_PC 0
#define CHECKPOINT_SP 8
#define CHECKPOINT_RBX 16
#define CHECKPOINT_RBP 24
#define CHECKPOINT_R12 32
#define CHECKPOINT_R13 40
#define CHECKPOINT_R14 48
#define CHECKPOINT_R15 56
#define CHECKPOINT_MXCSR 64
#define CHECKPOINT_X87 68
#define CHECKPOINT_RESUMING 72
#define CHECKPOINT_COPY 80
#define CHECKPOINT_LOW_SIZE 88
#define CHECKPOINT_HIGH 96
#define CHECKPOINT_HIGH_SIZE 104

/* Of abi.h, which the assembler cannot read. */
#define ABI_LOG_ROOM 32768
#define ABI_LOG_RESERVE 4096

#ifndef __ASSEMBLER__

#include "tandem/abi.h"

#include <stddef.h>
#include <stdint.h>

_Static_assert(ABI_LOG_ROOM == TANDEM_LOG_ROOM &&
                   ABI_LOG_RESERVE == TANDEM_LOG_RESERVE,
               "checkpoint.S is of another opinion");

/* What the calling convention keeps across a call, and the frame's copy: the
   bytes from sp on, then those from high on, one behind the other. */
struct tandem_checkpoint {
    uintptr_t pc, sp;
    uint64_t registers[6];
    uint32_t mxcsr;
    uint16_t x87, unused;
    uint64_t resuming; /* set by the runtime, cleared by the resume */
    unsigned char *copy;
    size_t low_size;
    uintptr_t high;
    size_t high_size;
};

#define CHECKPOINT_HAS(offset, member)                                   \
    _Static_assert(offsetof(struct tandem_checkpoint, member) == offset, \
                   "checkpoint.S is of another opinion")
CHECKPOINT_HAS(CHECKPOINT_PC, pc);
CHECKPOINT_HAS(CHECKPOINT_SP, sp);
CHECKPOINT_HAS(CHECKPOINT_RBX, registers[0]);
CHECKPOINT_HAS(CHECKPOINT_R15, registers[5]);
CHECKPOINT_HAS(CHECKPOINT_MXCSR, mxcsr);
CHECKPOINT_HAS(CHECKPOINT_X87, x87);
CHECKPOINT_HAS(CHECKPOINT_RESUMING, resuming);
CHECKPOINT_HAS(CHECKPOINT_COPY, copy);
CHECKPOINT_HAS(CHECKPOINT_LOW_SIZE, low_size);
CHECKPOINT_HAS(CHECKPOINT_HIGH, high);
CHECKPOINT_HAS(CHECKPOINT_HIGH_SIZE, high_size);
#undef CHECKPOINT_HAS

#endif

#endif
