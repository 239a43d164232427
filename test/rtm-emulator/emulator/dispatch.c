/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* dispatch.c - system calls inside a transaction become signals. */

#include <stdint.h>
#include <sys/prctl.h>

#include "dispatch.h"
#include "arena.h"
#include "entry.h"
#include "kernel.h"

enum { DISPATCH = 59, DISPATCH_ON = 1, ALLOW = 0, BLOCK = 1 };

static uint8_t *selector;

void dispatch_create(void)
{
    selector = arena_take(1);
}

int dispatch_arm(void)
{
    *selector = ALLOW;
    return kernel_call6(SYS_prctl, DISPATCH, DISPATCH_ON, (long)entry_return,
                        entry_return_end - entry_return, (long)selector,
                        0) == 0;
}

void dispatch_select(int blocked)
{
    *selector = blocked ? BLOCK : ALLOW;
}
