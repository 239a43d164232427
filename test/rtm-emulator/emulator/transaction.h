/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* transaction.h - what the instructions of RTM do.

   Nesting is flattened: only the outermost transaction begins and commits,
   and an abort goes to its fallback. */

#ifndef RTM_EMULATOR_TRANSACTION_H
#define RTM_EMULATOR_TRANSACTION_H

#include <stdint.h>
#include <ucontext.h>

#include "causes.h"

void transaction_create(void);

int transaction_is_open(void);

/* Whether memory is taken back by steps. */
int transaction_is_stepped(void);

/* XBEGIN: goes on at next, or sooner or later at fallback. */
void transaction_begin(ucontext_t *context, uintptr_t fallback, uintptr_t next);

/* XEND of an open transaction. */
void transaction_end(ucontext_t *context, uintptr_t next);

/* Registers and memory as at begin, except for EAX and RIP. The code is the
   operand of XABORT. */
void transaction_abort(ucontext_t *context, enum cause cause, uint8_t code);

/* In front of each instruction of an open transaction that is stepped. */
void transaction_step(ucontext_t *context);

#endif
