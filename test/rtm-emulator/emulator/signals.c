/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* signals.c - which signal means what. */

#include <signal.h>
#include <ucontext.h>

#include "actions.h"
#include "dispatch.h"
#include "rtm.h"
#include "transaction.h"

/* Called by entry.c. */
void signals_handle(int number, siginfo_t *info, ucontext_t *context);

static enum cause cause_of(int number, const siginfo_t *info)
{
    enum { USER_DISPATCH = 2 };
    switch (number) {
    case SIGSYS:
        return info->si_code == USER_DISPATCH ? CAUSE_CALL : CAUSE_INTERRUPT;
    case SIGTRAP: return CAUSE_BREAKPOINT;
    case TIMEOUT_SIGNAL: return CAUSE_INTERRUPT;
    default: return CAUSE_FAULT;
    }
}

/* int3. A step is told apart by that: its own code, TRAP_TRACE, is sometimes
   that of int1 (icebp) in a virtual machine, whose host forgets the reason. */
static int is_breakpoint(const siginfo_t *info)
{
    return info->si_code == SI_KERNEL;
}

/* Whether there is nothing left to be done for the program. */
static int take(int number, siginfo_t *info, ucontext_t *context)
{
    if (number == SIGILL && rtm_execute(context, info))
        return info->si_signo == number;
    if (!transaction_is_open())
        return number == TIMEOUT_SIGNAL;
    if (number == SIGTRAP && transaction_is_stepped() && !is_breakpoint(info))
        return 1;
    transaction_abort(context, cause_of(number, info), 0);
    /* What somebody sent is still to be delivered. */
    return info->si_code > 0 || number == TIMEOUT_SIGNAL;
}

void signals_handle(int number, siginfo_t *info, ucontext_t *context)
{
    dispatch_select(0);
    if (!take(number, info, context))
        actions_serve(info->si_signo, info, context);
    if (transaction_is_open() && transaction_is_stepped())
        transaction_step(context);
    dispatch_select(transaction_is_open());
}
