/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux_signal.c - the older functions that install signal handlers.

   As the C library has them, but on top of our sigaction: the C library's use
   its own. */

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>

/* The signals for which signal installs handlers that interrupt. */
static sigset_t interrupting;

static sighandler_t install(int number, sighandler_t handler, int flags,
                            int masked)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags}, old;
    sigemptyset(&action.sa_mask);
    if (masked && sigaddset(&action.sa_mask, number) != 0)
        return SIG_ERR;
    return sigaction(number, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

sighandler_t signal(int number, sighandler_t handler)
{
    if (handler == SIG_ERR) {
        errno = EINVAL;
        return SIG_ERR;
    }
    int interrupts = sigismember(&interrupting, number) == 1;
    return install(number, handler, interrupts ? 0 : SA_RESTART, 1);
}

sighandler_t __sysv_signal(int number, sighandler_t handler)
{
    if (handler == SIG_ERR) {
        errno = EINVAL;
        return SIG_ERR;
    }
    return install(number, handler, (int)(SA_RESETHAND | SA_NODEFER), 0);
}

#define SAME_AS(function)                                                    \
    __attribute__((alias(#function), nothrow, leaf)) /* as <signal.h> has it \
                                                      */
sighandler_t bsd_signal(int, sighandler_t) SAME_AS(signal);
sighandler_t ssignal(int, sighandler_t) SAME_AS(signal);
sighandler_t sysv_signal(int, sighandler_t) SAME_AS(__sysv_signal);

int siginterrupt(int number, int interrupts)
{
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0)
        return -1;
    if (interrupts) {
        sigaddset(&interrupting, number);
        action.sa_flags &= ~SA_RESTART;
    } else {
        sigdelset(&interrupting, number);
        action.sa_flags |= SA_RESTART;
    }
    return sigaction(number, &action, NULL);
}

sighandler_t sigset(int number, sighandler_t disposition)
{
    sigset_t set, before;
    struct sigaction old;
    sigemptyset(&set);
    if (disposition == SIG_ERR || sigaddset(&set, number) != 0) {
        errno = EINVAL;
        return SIG_ERR;
    }
    if (disposition == SIG_HOLD) {
        if (sigaction(number, NULL, &old) != 0)
            return SIG_ERR;
        pthread_sigmask(SIG_BLOCK, &set, &before);
    } else {
        old.sa_handler = install(number, disposition, 0, 0);
        if (old.sa_handler == SIG_ERR)
            return SIG_ERR;
        pthread_sigmask(SIG_UNBLOCK, &set, &before);
    }
    return sigismember(&before, number) ? SIG_HOLD : old.sa_handler;
}

int sigignore(int number)
{
    return install(number, SIG_IGN, 0, 0) == SIG_ERR ? -1 : 0;
}
