/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* actions.c - what the program wants done on the emulator's signals.

   The table is ordinary memory: what a transaction changes in it is rolled
   back with the transaction. */

#include <errno.h>
#include <stddef.h>

#include "actions.h"
#include "arena.h"
#include "entry.h"
#include "kernel.h"

/* As the kernel has it; the C library's is laid out otherwise. */
struct action {
    uintptr_t handler;
    unsigned long flags;
    uintptr_t returns;
    uint64_t mask;
};

enum { RESTORER = 0x4000000 };

static const int numbers[] = {SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};
enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

static struct action program[SIGSYS + 1];
static uint64_t *handler_mask;
static int installed;

static uint64_t bit(int number)
{
    return 1ull << (number - 1);
}

static int is_ours(int number)
{
    for (unsigned i = 0; i < NUMBERS; i++)
        if (numbers[i] == number)
            return 1;
    return 0;
}

uint64_t actions_unblocked(void)
{
    uint64_t set = bit(TIMEOUT_SIGNAL);
    for (unsigned i = 0; i < NUMBERS; i++)
        set |= bit(numbers[i]);
    return set;
}

static long kernel_action(int number, const struct action *action,
                          struct action *old)
{
    return kernel_call6(SYS_rt_sigaction, number, (long)action, (long)old,
                        sizeof(action->mask), 0, 0);
}

void actions_install(void)
{
    const struct action handler = {.handler = (uintptr_t)entry_handler,
                                   .flags = SA_SIGINFO | SA_ONSTACK | RESTORER,
                                   .returns = (uintptr_t)entry_return,
                                   .mask = ~0ull};
    handler_mask = arena_take(sizeof(*handler_mask));
    for (unsigned i = 0; i < NUMBERS; i++)
        kernel_action(numbers[i], &handler, &program[numbers[i]]);
    kernel_action(TIMEOUT_SIGNAL, &handler, NULL);
    installed = 1;
}

/* The default of all of them is death; it waits until the handler is left. */
static void let_kill(int number, ucontext_t *context)
{
    const struct action action = {.handler = (uintptr_t)SIG_DFL};
    kernel_action(number, &action, NULL);
    *(uint64_t *)&context->uc_sigmask &= ~bit(number);
    kernel_call3(SYS_tgkill, kernel_call3(SYS_getpid, 0, 0, 0),
                 kernel_call3(SYS_gettid, 0, 0, 0), number);
}

void actions_serve(int number, siginfo_t *info, ucontext_t *context)
{
    struct action action = program[number];
    /* Only a signal that was sent can be ignored. */
    if (action.handler == (uintptr_t)SIG_IGN && info->si_code <= 0)
        return;
    if (action.handler == (uintptr_t)SIG_IGN ||
        action.handler == (uintptr_t)SIG_DFL) {
        let_kill(number, context);
        return;
    }
    if (action.flags & SA_RESETHAND)
        program[number].handler = (uintptr_t)SIG_DFL;
    *handler_mask = *(uint64_t *)&context->uc_sigmask | action.mask;
    if (!(action.flags & SA_NODEFER))
        *handler_mask |= bit(number);
    entry_pass_on(action.handler, number, info, context, handler_mask);
}

static long set_action(int number, const struct action *action,
                       struct action *old)
{
    if (!installed || !is_ours(number))
        return kernel_action(number, action, old);
    if (old)
        *old = program[number];
    if (action)
        program[number] = *action;
    return 0;
}

#pragma GCC visibility push(default)

/* The C library keeps 32 and 33 for itself. SIGILL is taken out of the masks:
   XBEGIN must work in handlers, but for those of SIGILL itself. */
int __sigaction(int number, const struct sigaction *action,
                struct sigaction *old)
{
    struct action from = {.handler = 0}, to;
    if (action)
        from =
            (struct action){.handler = (uintptr_t)action->sa_handler,
                            .flags = (unsigned long)action->sa_flags | RESTORER,
                            .returns = (uintptr_t)entry_return,
                            .mask = *(const uint64_t *)&action->sa_mask & ~bit(SIGILL)};
    long result = number == 32 || number == 33
                      ? -EINVAL
                      : set_action(number, action ? &from : NULL, &to);
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    if (old) {
        bytes_clear(old, sizeof(*old));
        old->sa_handler = (__sighandler_t)to.handler;
        old->sa_flags = (int)(to.flags & ~(unsigned long)RESTORER);
        *(uint64_t *)&old->sa_mask = to.mask;
    }
    return 0;
}

/* Weak: a static program may bring its own, which calls __sigaction. */
__attribute__((weak, alias("__sigaction"))) int
sigaction(int number, const struct sigaction *action, struct sigaction *old);

__attribute__((weak)) __sighandler_t signal(int number, __sighandler_t handler)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    struct sigaction old;
    return sigaction(number, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

#pragma GCC visibility pop
