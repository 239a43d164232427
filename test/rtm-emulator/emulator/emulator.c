/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* emulator.c - start and end. */

#include <stdlib.h>

#include "actions.h"
#include "arena.h"
#include "dispatch.h"
#include "entry.h"
#include "injection.h"
#include "knobs.h"
#include "rtm.h"
#include "statistics.h"
#include "text.h"
#include "timeout.h"
#include "transaction.h"

enum { HANDLER_STACK = 256 * 1024 };

/* The runtime's recovery by RTM asks for it by a weak reference: CPUID does
   not say that there is RTM. */
__attribute__((visibility("default"))) int tandem_rtm_emulator(void);

int tandem_rtm_emulator(void)
{
    return knobs.mode != MODE_OFF;
}

/* Early, as the constructors of the program may begin transactions. */
static __attribute__((constructor(101))) void start(void)
{
    const char *text = getenv("TANDEM_RTM_EMULATOR");
    if (text)
        knobs_parse(text);
    if (knobs.mode == MODE_OFF)
        return;
    arena_create();
    entry_stack = (uintptr_t)arena_take(HANDLER_STACK) + HANDLER_STACK;
    statistics_create();
    injection_create();
    dispatch_create();
    timeout_create();
    transaction_create();
    actions_install();
    if (!rtm_traps())
        text_make_trap();
}

static __attribute__((destructor(101))) void finish(void)
{
    if (knobs.mode != MODE_OFF && knobs.stats)
        statistics_print();
}
