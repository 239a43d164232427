/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux_sigaction.c - what the program believes to be installed for signals.

   Stands in for the C library's functions. What the kernel has is the truth:
   the program's view is derived from it, and only the handlers that ours hide
   are kept here. So whatever changes it behind our back (the kernel by
   SA_RESETHAND, the C library's abort and system, the child of a vfork) is
   seen. SIG_IGN, and SIG_DFL for ordinary signals, are installed as they are.

   One lock, taken with all signals blocked: nobody waits for a thread that
   cannot go on. A handler that is called in the moment it is replaced may be
   the new one already. */

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>

#include "linux_signals.h"

/* glibc's: the plain name is ours. */
extern int __sigaction(int, const struct sigaction *, struct sigaction *);

enum { SIGNALS = 65 };

static struct sigaction handlers[SIGNALS]; /* the last handler of each */
static struct sigaction defaults[SIGNALS]; /* the last SIG_DFL of each */
static unsigned char active;
static unsigned char locked;

int tandem_real_sigaction(int number, const struct sigaction *action,
                          struct sigaction *old)
{
    return __sigaction(number, action, old);
}

static void lock(sigset_t *mask)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, mask);
    while (__atomic_exchange_n(&locked, 1, __ATOMIC_ACQUIRE))
        sched_yield();
}

static void unlock(const sigset_t *mask)
{
    __atomic_store_n(&locked, 0, __ATOMIC_RELEASE);
    pthread_sigmask(SIG_SETMASK, mask, NULL);
}

void tandem_signals_forked(void)
{
    __atomic_store_n(&locked, 0, __ATOMIC_RELEASE);
}

static int is_crash(int number)
{
    return number == SIGSEGV || number == SIGBUS || number == SIGFPE ||
           number == SIGILL;
}

static int is_handler(const struct sigaction *action)
{
    return action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
}

static int is_ours(const struct sigaction *action)
{
    return action->sa_sigaction == tandem_on_signal ||
           action->sa_sigaction == tandem_on_crash ||
           action->sa_sigaction == tandem_on_crash_by_default;
}

/* From what the kernel has to what the program believes. */
static void show(int number, struct sigaction *action)
{
    if (action->sa_sigaction == tandem_on_crash_by_default)
        *action = defaults[number];
    else if (is_ours(action)) {
        const int hidden = SA_SIGINFO | SA_RESETHAND;
        int flags = handlers[number].sa_flags & hidden;
        if (action->sa_sigaction == tandem_on_signal)
            flags &= ~SA_RESETHAND;
        action->sa_flags &= ~SA_SIGINFO;
        action->sa_flags |= flags;
        action->sa_sigaction = handlers[number].sa_sigaction;
    }
}

/* On the alternate stack, since a stack overflow is a crash as well. */
static int install_default(int number)
{
    struct sigaction ours = {.sa_flags = SA_SIGINFO | SA_ONSTACK,
                             .sa_sigaction = tandem_on_crash_by_default};
    sigfillset(&ours.sa_mask);
    return tandem_real_sigaction(number, &ours, NULL);
}

/* Runs where, how and with what mask the program wants its own to. */
static int install_handler(int number, const struct sigaction *action)
{
    struct sigaction ours = *action;
    ours.sa_flags |= SA_SIGINFO;
    ours.sa_sigaction = tandem_on_signal;
    if (is_crash(number)) {
        ours.sa_sigaction = tandem_on_crash;
        ours.sa_flags &= ~(int)SA_RESETHAND; /* a rollback does not count */
    }
    struct sigaction before = handlers[number];
    handlers[number].sa_flags = action->sa_flags;
    __atomic_store_n(&handlers[number].sa_sigaction, action->sa_sigaction,
                     __ATOMIC_RELEASE);
    if (tandem_real_sigaction(number, &ours, NULL) == 0)
        return 0;
    handlers[number] = before;
    return -1;
}

static int install(int number, const struct sigaction *action)
{
    if (is_handler(action))
        return install_handler(number, action);
    if (!is_crash(number) || action->sa_handler == SIG_IGN)
        return tandem_real_sigaction(number, action, NULL);
    defaults[number] = *action;
    return install_default(number);
}

static int change(int number, const struct sigaction *action,
                  struct sigaction *old)
{
    struct sigaction before;
    if (tandem_real_sigaction(number, NULL, &before) != 0 || number >= SIGNALS)
        return -1;
    show(number, &before);
    if (action && install(number, action) != 0)
        return -1;
    if (old)
        *old = before;
    return 0;
}

/* Puts ours in place of what is there. */
static void adopt(int number)
{
    struct sigaction now;
    if (tandem_real_sigaction(number, NULL, &now) == 0 && !is_ours(&now) &&
        now.sa_handler != SIG_IGN)
        install(number, &now);
}

void tandem_signals_start(void)
{
    sigset_t mask;
    if (__atomic_load_n(&active, __ATOMIC_ACQUIRE))
        return;
    lock(&mask);
    /* First, see sigaction: what it installs at the same time is adopted by it
       or by us. */
    if (!__atomic_exchange_n(&active, 1, __ATOMIC_SEQ_CST))
        for (int number = 1; number < SIGNALS; number++)
            adopt(number);
    unlock(&mask);
}

void tandem_signals_stop(void)
{
    sigset_t mask;
    lock(&mask);
    if (__atomic_exchange_n(&active, 0, __ATOMIC_SEQ_CST))
        for (int number = 1; number < SIGNALS; number++) {
            struct sigaction now;
            if (tandem_real_sigaction(number, NULL, &now) != 0 ||
                !is_ours(&now))
                continue;
            show(number, &now);
            tandem_real_sigaction(number, &now, NULL);
        }
    unlock(&mask);
}

tandem_signal_function *tandem_signal_handler(int number)
{
    return __atomic_load_n(&handlers[number].sa_sigaction, __ATOMIC_ACQUIRE);
}

void tandem_signal_reset(int number)
{
    if (!(handlers[number].sa_flags & (int)SA_RESETHAND))
        return;
    defaults[number] = (struct sigaction){.sa_handler = SIG_DFL};
    install_default(number);
}

void tandem_signal_give_up(int number)
{
    const struct sigaction action = {.sa_handler = SIG_DFL};
    tandem_real_sigaction(number, &action, NULL);
}

int sigaction(int number, const struct sigaction *restrict new,
              struct sigaction *restrict old)
{
    sigset_t mask;
    if (!__atomic_load_n(&active, __ATOMIC_SEQ_CST)) {
        int result = tandem_real_sigaction(number, new, old);
        if (result != 0 || !new || !__atomic_load_n(&active, __ATOMIC_SEQ_CST))
            return result;
        lock(&mask);
        adopt(number);
        unlock(&mask);
        return 0;
    }
    /* What is the caller's is touched outside the lock: it may fault. */
    struct sigaction action, before;
    if (new)
        action = *new;
    lock(&mask);
    int result = change(number, new ? &action : NULL, &before);
    unlock(&mask);
    if (result == 0 && old)
        *old = before;
    return result;
}
