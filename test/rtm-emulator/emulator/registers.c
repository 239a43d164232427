/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.c - the registers of the program, as a signal frame holds them. */

#include <signal.h>

#include "registers.h"
#include "kernel.h"
#include "report.h"

greg_t *registers_general(ucontext_t *context, unsigned number)
{
    static const uint8_t at[] = {
        REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
        REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
    return &context->uc_mcontext.gregs[at[number]];
}

/* The kernel describes the image in bytes that FXSAVE leaves free
   (struct _fpx_sw_bytes): a magic number, then the size. */
static size_t xstate_size(const ucontext_t *context)
{
    const uint32_t *described =
        (const uint32_t *)((const char *)context->uc_mcontext.fpregs + 464);
    return described[0] == 0x46505853 ? described[1] : 512;
}

void registers_save(struct registers *saved, ucontext_t *context)
{
    bytes_copy(saved->general, context->uc_mcontext.gregs,
               sizeof(saved->general));
    saved->mask = *registers_mask(context);
    saved->stack = context->uc_stack;
    if (saved->stack.ss_size == 0)
        saved->stack.ss_flags = SS_DISABLE;
    saved->xstate_size = xstate_size(context);
    if (saved->xstate_size > XSTATE_MOST)
        report_fatal("the processor has more registers than 16 KiB",
                     "raise XSTATE_MOST in registers.h");
    bytes_copy(saved->xstate, context->uc_mcontext.fpregs, saved->xstate_size);
}

void registers_restore_signals(const struct registers *saved,
                               ucontext_t *context)
{
    *registers_mask(context) = saved->mask;
    context->uc_stack = saved->stack;
}

void registers_restore(const struct registers *saved, ucontext_t *context)
{
    if (xstate_size(context) != saved->xstate_size)
        report_fatal("the XSAVE image changed its size in a transaction",
                     "which is not emulated");
    bytes_copy(context->uc_mcontext.gregs, saved->general,
               sizeof(saved->general));
    bytes_copy(context->uc_mcontext.fpregs, saved->xstate, saved->xstate_size);
    registers_restore_signals(saved, context);
}
