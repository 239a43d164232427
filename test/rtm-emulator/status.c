/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// EAX says why a transaction aborted, nested ones are part of the outermost,
// and XTEST, XEND and XABORT outside of one do what the processor does.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

#include "transaction.h"

#include <setjmp.h>
#include <ucontext.h>

static int nest(int levels)
{
    if (_xbegin() != _XBEGIN_STARTED)
        return 0;
    if (levels > 1)
        nest(levels - 1);
    _xend();
    return 1;
}

static unsigned nest_and_abort(int levels)
{
    unsigned status = _xbegin();
    if (status != _XBEGIN_STARTED)
        return status;
    if (levels > 1)
        nest_and_abort(levels - 1);
    _xabort(7);
    return 0;
}

static void nesting(void)
{
    for (int levels = 1; levels <= 8; levels++) {
        int committed = 0;
        unsigned status = 0;
        for (int i = attempts(); i > 0 && !committed; i--)
            committed = nest(levels);
        CHECK(committed == (levels <= 7));
        unsigned wanted = levels == 1 ? 0x7000001 : levels > 7 ? 0x20 : 0x7000021;
        for (int i = attempts(); i > 0 && status != wanted; i--)
            status = nest_and_abort(levels);
        CHECK(status == wanted);
    }
    /* An inner end commits nothing. */
    volatile int inner = 0;
    UNDOES(if (_xbegin() == _XBEGIN_STARTED) {
        inner = 1;
        _xend();
    });
    CHECK(inner == 0);
}

static unsigned long test_flags(void)
{
    unsigned long flags;
    __asm__ volatile("mov $0x7fffffff, %%eax\n"
                     "add $1, %%eax\n" /* OF, SF, AF, PF */
                     "stc\n"
                     "xtest\n"
                     "lahf\n"
                     "seto %%al\n"
                     : "=a"(flags)
                     :
                     : "cc");
    return flags & 0xd5ff;
}

static void tests(void)
{
    CHECK(test_flags() == 0x4000);
    volatile unsigned long inside = 1;
    COMMITS(inside = test_flags());
    CHECK(inside == 0);
}

static sigjmp_buf back;
static volatile int code;

static void on_fault(int number, siginfo_t *info, void *context)
{
    ucontext_t *interrupted = context;
    code = info->si_code;
    CHECK(interrupted->uc_mcontext.gregs[REG_TRAPNO] == 13);
    siglongjmp(back, number);
}

static void outside(void)
{
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    __asm__ volatile("xabort $3");
    int number = sigsetjmp(back, 1);
    if (number == 0)
        __asm__ volatile("xend");
    CHECK(number == SIGSEGV && code == SI_KERNEL);
}

int main(void)
{
    static volatile int written;
    ENDS_WITH(0xff000001, _xabort(255));
    ENDS_WITH(0, *(volatile int *)8 = 1);
    ENDS_WITH(0, __asm__ volatile("div %b0" : : "q"(0) : "ax"));
    ENDS_WITH(0, __asm__ volatile("ud2"));
    ENDS_WITH(0, ((void (*)(void))8)());
    ENDS_WITH(0, getppid());
    ENDS_WITH(0x10, __asm__ volatile("int3"));
    nesting();
    tests();
    outside();
    COMMITS(written = 1);
    CHECK(written == 1);
}
