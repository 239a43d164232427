/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.h - the registers of the program, as a signal frame holds them. */

#ifndef RTM_EMULATOR_REGISTERS_H
#define RTM_EMULATOR_REGISTERS_H

#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

enum { XSTATE_MOST = 16384 };

/* General registers with flags, and the whole XSAVE image: vectors, masks,
   x87, MXCSR. The signal mask and the alternate stack come along, as the
   emulator has its own during a transaction. */
struct registers {
    greg_t general[REG_EFL + 1];
    uint64_t mask;
    stack_t stack;
    size_t xstate_size;
    uint8_t xstate[XSTATE_MOST];
};

enum { TRAP_FLAG = 0x100 };

/* The kernel's set of 64 bits; glibc's is longer than the frame has room. */
static inline uint64_t *registers_mask(ucontext_t *context)
{
    return (uint64_t *)&context->uc_sigmask;
}

/* A register by its number in machine code. */
greg_t *registers_general(ucontext_t *context, unsigned number);

void registers_save(struct registers *saved, ucontext_t *context);
void registers_restore(const struct registers *saved, ucontext_t *context);

/* Mask and alternate stack alone: what a commit puts back. */
void registers_restore_signals(const struct registers *saved,
                               ucontext_t *context);

#endif
