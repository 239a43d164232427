/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Faults outside of transactions reach the handlers of the program as they
// would without the emulator; faults inside reach none.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t
// RUN: %rtm_cc -static -o %t-static %s %emulator_object
// RUN: %t-static
// RUN: %rtm_cc -static -DOWN_SIGACTION -o %t-own %s %emulator_object
// RUN: %t-own

#include "transaction.h"

#include <setjmp.h>
#include <sys/mman.h>
#include <ucontext.h>

#ifdef OWN_SIGACTION
int __sigaction(int, const struct sigaction *, struct sigaction *);
static int own_calls;

int sigaction(int number, const struct sigaction *new, struct sigaction *old)
{
    own_calls++;
    return __sigaction(number, new, old);
}
#endif

static sigjmp_buf back;
static volatile int calls, nested;
static void *volatile address;

static void leave(int number)
{
    calls++;
    siglongjmp(back, number);
}

static void skip(int number, siginfo_t *info, void *context)
{
    sigset_t blocked;
    CHECK(sigprocmask(SIG_BLOCK, NULL, &blocked) == 0);
    CHECK(sigismember(&blocked, number) && sigismember(&blocked, SIGUSR1));
    CHECK(!sigismember(&blocked, SIGUSR2));
    calls++;
    address = info->si_addr;
    /* Transactions are possible in handlers. */
    COMMITS(nested = 1);
    UNDOES(nested = 2);
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] += 2;
}

static void transactional_fault(void)
{
    ENDS_WITH(0, *(volatile int *)16 = 1);
    ENDS_WITH(0, __asm__ volatile("ud2"));
    CHECK(calls == 0);
}

static void with_signal(void)
{
    CHECK(signal(SIGSEGV, leave) == SIG_DFL);
    transactional_fault();
    for (int i = 1; i <= 3; i++) {
        if (sigsetjmp(back, 1) == 0)
            *(volatile int *)16 = 1;
        CHECK(calls == i);
    }
    CHECK(signal(SIGSEGV, SIG_DFL) == leave);
    calls = 0;
}

static void with_information(int flags)
{
    struct sigaction action = {.sa_sigaction = skip,
                               .sa_flags = SA_SIGINFO | flags};
    struct sigaction old;
    sigfillset(&action.sa_mask);
    sigdelset(&action.sa_mask, SIGUSR2);
    CHECK(sigaction(SIGSEGV, &action, NULL) == 0);
    CHECK(sigaction(SIGSEGV, NULL, &old) == 0);
    CHECK(old.sa_sigaction == skip && old.sa_flags == action.sa_flags);
    CHECK(sigismember(&old.sa_mask, SIGUSR1));
    transactional_fault();
    nested = 0;
    __asm__ volatile("movl %%eax, (%%rcx)" : : "c"(16) : "memory");
    CHECK(calls == 1 && address == (void *)16 && nested == 1);
    calls = 0;
}

/* A handler on its own stack: there a transaction is refused, not broken. */
static volatile unsigned refused;
static volatile uintptr_t stack_used;

static void on_stack(int number)
{
    calls++;
    stack_used = (uintptr_t)&number;
    refused = STATUS(nested = 3);
    siglongjmp(back, 1);
}

static void alternate_stack(void)
{
    static char memory[1 << 16];
    stack_t stack = {.ss_sp = memory, .ss_size = sizeof(memory)}, now;
    struct sigaction action = {.sa_handler = on_stack,
                               .sa_flags = SA_ONSTACK | SA_RESETHAND};
    CHECK(sigaltstack(&stack, NULL) == 0);
    sigaction(SIGSEGV, &action, NULL);
    COMMITS(nested = 1);
    CHECK(sigaltstack(NULL, &now) == 0 && now.ss_sp == memory);
    UNDOES(nested = 2);
    CHECK(sigaltstack(NULL, &now) == 0 && now.ss_sp == memory);
    if (sigsetjmp(back, 1) == 0)
        *(volatile int *)16 = 1;
    CHECK(calls == 1 && stack_used - (uintptr_t)memory < sizeof(memory));
    CHECK(refused == 0 ? nested == 1 : nested == 3);
    sigaction(SIGSEGV, NULL, &action);
    CHECK(action.sa_handler == SIG_DFL);
    calls = 0;
}

static void die_of_fault(void)
{
    *(volatile int *)16 = 1;
}

static void die_of_end(void)
{
    __asm__ volatile("xend");
}

static void die_of_ignored(void)
{
    signal(SIGILL, SIG_IGN);
    raise(SIGILL);
    COMMITS(nested = 1);
    fputs("still here", stderr);
    __asm__ volatile("ud2");
}

int main(void)
{
    struct outcome outcome;
    with_signal();
    with_information(0);
    with_information(SA_RESTART);
    alternate_stack();
    outcome = run_child(die_of_fault);
    CHECK(DIED_OF(outcome, SIGSEGV));
    outcome = run_child(die_of_end);
    CHECK(DIED_OF(outcome, SIGSEGV));
    outcome = run_child(die_of_ignored);
    CHECK(DIED_OF(outcome, SIGILL) && strcmp(outcome.err, "still here") == 0);
#ifdef OWN_SIGACTION
    CHECK(own_calls > 0);
#endif
}
