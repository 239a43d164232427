/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* context.h - the ucontext_t of a signal handler on x86-64 (arch.h). */

#ifndef TANDEM_ARCH_CONTEXT_H
#define TANDEM_ARCH_CONTEXT_H

#include <stdint.h>
#include <ucontext.h>

static inline uintptr_t tandem_context_sp(const ucontext_t *context)
{
    return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
}

/* When the handler returns, function(a, b, c, d) runs, from there on the stack,
   and does not return. */
static inline void tandem_context_call(ucontext_t *context, uintptr_t sp,
                                       uintptr_t function, uintptr_t a,
                                       uintptr_t b, uintptr_t c, uintptr_t d)
{
    greg_t *registers = context->uc_mcontext.gregs;
    registers[REG_RSP] = (greg_t)sp;
    registers[REG_RIP] = (greg_t)function;
    registers[REG_RDI] = (greg_t)a;
    registers[REG_RSI] = (greg_t)b;
    registers[REG_RDX] = (greg_t)c;
    registers[REG_RCX] = (greg_t)d;
}

#endif
