/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* entry.h - how the kernel enters and leaves the handlers. */

#ifndef RTM_EMULATOR_ENTRY_H
#define RTM_EMULATOR_ENTRY_H

#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

/* What the handler for all signals of the emulator is; calls signals_handle,
   on a stack of its own, so that no page of the program's is written while
   its memory is copied. The signal frame alone is where the kernel put it. */
extern const char entry_handler[];

/* rt_sigreturn, the one system call of a transaction; and its end. */
extern const char entry_return[], entry_return_end[];

/* Where that stack ends; set before any handler runs. */
extern uintptr_t entry_stack;

/* Leaves the emulator's handler and enters the program's as if the kernel had
   called it with the frame of context, with the mask set; on return from it
   the kernel goes on as the frame says. */
_Noreturn void entry_pass_on(uintptr_t handler, int number, siginfo_t *info,
                             ucontext_t *context, const uint64_t *mask);

#endif
