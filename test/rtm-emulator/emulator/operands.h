/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* operands.h - which memory an instruction may write. */

#ifndef RTM_EMULATOR_OPERANDS_H
#define RTM_EMULATOR_OPERANDS_H

#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

struct window {
    uintptr_t start;
    size_t size;
};

enum { WINDOWS_MOST = 10 };

/* The windows of the instruction at RIP; they may cover too much (loads, too),
   never too little. -1: it cannot be told, or the instruction aborts every
   transaction on a processor too. A jump to nowhere has none. */
int operands_windows(ucontext_t *context, struct window *windows);

#endif
