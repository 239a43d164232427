/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* suspension.c - keeps the code of a signal handler out of transactions. */

#include "suspension.h"

#include "block.h"

__thread struct tandem_thread *tandem_thread_self;

/* Put aside while a handler runs. */
static __thread struct tandem_thread *aside
    __attribute__((tls_model("initial-exec")));

/* Whether code at this stack pointer may run in the handler. On an ordinary
   stack that is all code deeper than it, so that a handler that has been left
   may count as running until a begin comes from further up. */
static int may_run(const struct tandem_handler *handler, uintptr_t sp)
{
    if (handler->high)
        return sp >= handler->low && sp < handler->sp;
    return sp < handler->sp;
}

static void forget_left(struct tandem_thread *thread, uintptr_t sp)
{
    while (thread->depth && !may_run(&thread->handlers[thread->depth - 1], sp))
        thread->depth--;
}

struct tandem_thread *tandem_suspension_thread(uintptr_t sp)
{
    if (tandem_thread_self || aside == TANDEM_THREAD_ENDED)
        return tandem_thread_self;
    struct tandem_thread *thread = aside;
    if (!thread) {
        thread = tandem_thread_create();
        return thread ? tandem_thread_self = thread : tandem_thread_own();
    }
    forget_left(thread, sp);
    if (thread->depth)
        return NULL;
    tandem_thread_reset(thread);
    tandem_thread_self = thread;
    TANDEM_ORDER();
    aside = NULL;
    return thread;
}

struct tandem_thread *tandem_thread_own(void)
{
    if (tandem_thread_self || aside == TANDEM_THREAD_ENDED)
        return tandem_thread_self;
    return aside;
}

struct tandem_thread *tandem_suspension_any_thread(void)
{
    struct tandem_thread *thread = tandem_thread_own();
    if (thread || aside == TANDEM_THREAD_ENDED)
        return thread;
    thread = tandem_thread_create();
    if (thread)
        aside = thread;
    return tandem_thread_own();
}

void tandem_suspend(struct tandem_suspension *suspension, uintptr_t interrupted,
                    uintptr_t low, uintptr_t high)
{
    *suspension = (struct tandem_suspension){__tandem_transaction,
                                             tandem_thread_self, aside, 0};
    struct tandem_thread *thread = tandem_thread_own();
    TANDEM_ORDER();
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    __tandem_transaction.frame = 0;
    if (!thread)
        return;
    /* A signal in between finds one of the two, and leaves them as they are. */
    aside = thread;
    TANDEM_ORDER();
    tandem_thread_self = NULL;
    TANDEM_ORDER();
    forget_left(thread, interrupted);
    suspension->depth = thread->depth;
    if (thread->depth < TANDEM_HANDLERS) {
        thread->handlers[thread->depth] =
            (struct tandem_handler){(uintptr_t)suspension, low, high};
        TANDEM_ORDER();
        thread->depth++;
    }
    TANDEM_ORDER();
}

void tandem_suspend_end(const struct tandem_suspension *suspension)
{
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    __tandem_transaction.frame = suspension->transaction.frame;
    if (!suspension->self && !suspension->aside)
        return; /* the handler may have begun the first; its position stays */
    if (aside && aside != TANDEM_THREAD_ENDED)
        aside->depth = suspension->depth;
    TANDEM_ORDER();
    tandem_thread_self = suspension->self;
    TANDEM_ORDER();
    aside = suspension->aside;
    __tandem_transaction.position = suspension->transaction.position;
    TANDEM_ORDER();
    __tandem_transaction.limit = suspension->transaction.limit;
}

void tandem_thread_ended(void)
{
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    aside = TANDEM_THREAD_ENDED;
    TANDEM_ORDER();
    tandem_thread_self = NULL;
}
