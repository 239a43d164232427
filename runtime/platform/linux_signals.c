/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux_signals.c - what happens when a signal comes.

   A crash signal in a transaction rolls it back: not in the handler, whose
   frame may lie where the stack is put back, but by having the handler return
   into the rollback. All of it is async-signal-safe. */

#define _GNU_SOURCE
#include "linux_signals.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "../core.h"
#include "../recovery/undo.h"
#include "../suspension.h"
#include "context.h"

/* Runs the program's handler outside the transaction. The kernel hands over
   three arguments whatever SA_SIGINFO says. */
static void run(tandem_signal_function *handler, int number, siginfo_t *info,
                ucontext_t *context)
{
    struct tandem_suspension suspension;
    uintptr_t low = (uintptr_t)context->uc_stack.ss_sp;
    uintptr_t high = low + context->uc_stack.ss_size;
    if ((uintptr_t)&suspension < low || (uintptr_t)&suspension >= high)
        low = high = 0;
    tandem_suspend(&suspension, tandem_context_sp(context), low, high);
    handler(number, info, context);
    tandem_suspend_end(&suspension);
}

void tandem_on_signal(int number, siginfo_t *info, void *context)
{
    run(tandem_signal_handler(number), number, info, context);
}

/* Whether this is a fault of the instruction at which it came: a signal
   somebody sent is not, and a memory error found in passing is not. */
static int is_fault(int number, const siginfo_t *info)
{
    return info->si_code > 0 &&
           !(number == SIGBUS && info->si_code == BUS_MCEERR_AO);
}

/* The stack is there down to the checkpoint: what is missing below is what the
   program has outgrown. Whether that leaves too little for a rollback, which
   runs there, with the hook of the program. */
static int is_stack_used_up(int number, const siginfo_t *info,
                            const struct tandem_thread *thread, uintptr_t sp)
{
    enum { RED_ZONE_AND_PUSH = 256, ROLLBACK_ROOM = 16384 };
    uintptr_t address = (uintptr_t)info->si_addr;
    return number == SIGSEGV && address >= sp - RED_ZONE_AND_PUSH &&
           address < thread->checkpoint.sp &&
           thread->checkpoint.sp - address < ROLLBACK_ROOM;
}

/* Whether the handler is to return, into a rollback. */
static int recover(int number, const siginfo_t *info, ucontext_t *context)
{
    struct tandem_thread *thread = tandem_thread_self;
    if (!thread || !is_fault(number, info) ||
        is_stack_used_up(number, info, thread, tandem_context_sp(context)))
        return 0;
    if (thread->checkpoint.resuming)
        tandem_stop("fault while rolling back", thread->site);
    if (!tandem_undo_takes_crash(thread, tandem_context_sp(context)))
        return 0;
    uintptr_t sp = thread->checkpoint.sp;
    tandem_context_call(
        context, sp - sp % 16 - 256, (uintptr_t)tandem_checkpoint_leave,
        (uintptr_t)&thread->checkpoint, (uintptr_t)tandem_undo_roll_back,
        (uintptr_t)number, (uintptr_t)thread->site);
    return 1;
}

void tandem_on_crash(int number, siginfo_t *info, void *context)
{
    if (recover(number, info, context))
        return;
    tandem_signal_function *handler = tandem_signal_handler(number);
    tandem_signal_reset(number);
    run(handler, number, info, context);
}

void tandem_on_crash_by_default(int number, siginfo_t *info, void *context)
{
    if (recover(number, info, context))
        return;
    /* Sent again, it comes when this returns, where the first did: the same
       death, with the same core. A fault that does not repeat is one, too. */
    tandem_signal_give_up(number);
    syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), number, info);
}

void tandem_signal_stack_give(struct tandem_thread *thread)
{
    stack_t now;
    const stack_t ours = {.ss_sp = thread->signal_stack,
                          .ss_size = thread->signal_stack_size};
    if (syscall(SYS_sigaltstack, NULL, &now) == 0 &&
        (now.ss_flags & SS_DISABLE))
        syscall(SYS_sigaltstack, &ours, NULL);
}

void tandem_signal_stack_take(struct tandem_thread *thread)
{
    stack_t now;
    const stack_t none = {.ss_flags = SS_DISABLE};
    if (syscall(SYS_sigaltstack, NULL, &now) == 0 &&
        now.ss_sp == thread->signal_stack)
        syscall(SYS_sigaltstack, &none, NULL);
}

/* The program does not see our stack, and gets rid of its own in exchange. */
int sigaltstack(const stack_t *restrict new, stack_t *restrict old)
{
    stack_t before;
    struct tandem_thread *thread = tandem_thread_own();
    if (syscall(SYS_sigaltstack, new, &before) != 0)
        return -1;
    if (thread && before.ss_sp == thread->signal_stack)
        before = (stack_t){.ss_flags = SS_DISABLE};
    if (thread && new && (new->ss_flags &SS_DISABLE))
        tandem_signal_stack_give(thread);
    if (old)
        *old = before;
    return 0;
}
