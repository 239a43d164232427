/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Handlers run outside the transaction they interrupt, which goes on and can
   still be rolled back afterwards; the program sees its own handlers, masks and
   stacks.

   DEFINE: %{run} = -pthread %s %rt_lib -o %t && timeout 60 %t
   RUN: %unit_cc %{run}
   RUN: %unit_cc -static %{run}
   RUN: gcc -std=c11 -O2 -Wall -Wextra -Werror -D__TANDEM__=1 -I %include %{run}
 */

#include "check.h"
#include "transaction.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <sys/signalfd.h>
#include <time.h>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" /* sigset */

static const struct tandem_site site = {"compute", NULL, 0};
static const struct tandem_site in_handler = {"handler", NULL, 0};
static unsigned long data, own;
static volatile unsigned fails_left;
static volatile sig_atomic_t calls;
static int stacked; /* whether the handler is to be on the alternate stack */
static char stack[65536];
static sigjmp_buf back;
static volatile int leave;

/* As hardened: begins, logs, ends; all of it not in the transaction. */
NOINLINE static void handle(int depth)
{
    char here;
    CHECK(!tx_is_open() || depth);
    TX_TEST(&in_handler);
    for (unsigned i = 0; i < 5000; i++) {
        TX_TEST(&in_handler);
        TX_STORE(own, own + 1);
    }
    CHECK((&here >= stack && &here < stack + sizeof(stack)) == stacked);
    tx_end();
    if (depth)
        raise(SIGUSR2);
    TX_TEST(&in_handler);
    TX_STORE(own, own + 1);
    TX_RETURN();
}

static void on_usr2(int number)
{
    CHECK(number == SIGUSR2);
    calls++;
    handle(0);
    if (leave == 2)
        siglongjmp(back, 1);
}

static void on_usr1(int number, siginfo_t *info, void *context)
{
    CHECK(number == SIGUSR1 && info->si_pid == getpid() && context);
    calls++;
    tx_end();
    handle(1);
    if (leave == 1)
        siglongjmp(back, 1);
}

NOINLINE static unsigned long compute(void)
{
    volatile unsigned long local = 1;
    TX_BEGIN(&site);
    CHECK(data == 1 && local == 1);
    struct tandem_transaction before = __tandem_transaction;
    TX_STORE(data, 2);
    local = 2;
    raise(SIGUSR1); /* foreign, but a signal may come anywhere */
    CHECK(__tandem_transaction.limit == before.limit);
    CHECK(__tandem_transaction.frame == before.frame);
    TX_STORE(data, data + 1);
    if (fails_left) {
        fails_left--;
        __tandem_detected(&site);
    }
    TX_RETURN();
    return data + local;
}

static void install(void)
{
    struct sigaction action = {.sa_sigaction = on_usr1,
                               .sa_flags = SA_SIGINFO | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGHUP);
    if (stacked)
        action.sa_flags |= SA_ONSTACK;
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0);
    signal(SIGUSR2, on_usr2);
}

static void shown(void)
{
    struct sigaction old;
    CHECK(sigaction(SIGUSR1, NULL, &old) == 0);
    CHECK(old.sa_sigaction == on_usr1);
    CHECK((old.sa_flags & (SA_SIGINFO | SA_RESTART)) ==
          (SA_SIGINFO | SA_RESTART));
    CHECK(!(old.sa_flags & SA_NODEFER));
    CHECK(sigismember(&old.sa_mask, SIGHUP) == 1);
    CHECK(sigaction(SIGUSR2, NULL, &old) == 0);
    CHECK(old.sa_handler == on_usr2 && !(old.sa_flags & SA_SIGINFO));
    CHECK(sigaction(SIGSEGV, NULL, &old) == 0);
    CHECK(old.sa_handler == SIG_DFL && old.sa_flags == 0);
    CHECK(signal(SIGHUP, SIG_IGN) == SIG_DFL);
    CHECK(signal(SIGHUP, SIG_DFL) == SIG_IGN);
    CHECK(sigset(SIGHUP, on_usr2) == SIG_DFL);
    CHECK(sigset(SIGHUP, SIG_HOLD) == on_usr2);
    CHECK(sigset(SIGHUP, SIG_DFL) == SIG_HOLD);
    errno = 0;
    CHECK(sigaction(SIGKILL, &old, NULL) == -1 && errno == EINVAL);
    CHECK(signal(1000, on_usr2) == SIG_ERR && errno == EINVAL);
    stack_t now;
    CHECK(sigaltstack(NULL, &now) == 0 && (now.ss_flags & SS_DISABLE));
}

static void interrupted(void)
{
    for (unsigned fails = 0; fails < 4; fails++) {
        data = 1;
        own = 0;
        calls = 0;
        fails_left = fails;
        CHECK(compute() == 3 + 2);
        CHECK(calls == 2 * (int)(fails + 1));
        CHECK(own == 2 * 5001 * (fails + 1)); /* not rolled back */
    }
}

/* What a handler that was left has interrupted is over; the next begins. */
static void left(int how)
{
    for (int i = 0; i < 20; i++) {
        unsigned long before = tandem_read_counter(TANDEM_COUNT_ROLLBACKS);
        data = 1;
        leave = how;
        if (!sigsetjmp(back, 1)) {
            compute();
            CHECK(0);
        }
        tx_end();
        leave = 0;
        data = 1;
        fails_left = 2;
        CHECK(compute() == 5);
        CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == before + 2);
    }
}

NOINLINE static void detect(int number)
{
    (void)number;
    TX_TEST(&in_handler);
    __tandem_detected(&in_handler);
}

static void detect_in_handler(void)
{
    data = 1;
    fails_left = 0;
    signal(SIGUSR1, detect);
    compute();
}

static void crash(int number)
{
    TX_TEST(&in_handler);
    *(volatile int *)(uintptr_t)(number + 16) = 1;
}

static void crash_in_handler(void)
{
    data = 1;
    signal(SIGUSR1, crash);
    compute();
}

/* Handlers the runtime has nothing to do with. */
static void waited(void)
{
    sigset_t set;
    int number = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    calls = 0;
    raise(SIGUSR1);
    CHECK(sigwait(&set, &number) == 0 && number == SIGUSR1);
    int fd = signalfd(-1, &set, 0);
    struct signalfd_siginfo info;
    raise(SIGUSR1);
    CHECK(read(fd, &info, sizeof(info)) == sizeof(info));
    CHECK(info.ssi_signo == SIGUSR1 && calls == 0);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    signal(SIGUSR1, SIG_IGN);
    raise(SIGUSR1);
    CHECK(calls == 0);
}

static void on_alarm(int number)
{
    (void)number;
    calls++;
    TX_TEST(&in_handler);
    TX_STORE(own, own + 1);
    TX_RETURN();
}

NOINLINE static void step(unsigned long *numbers, int fail)
{
    volatile unsigned long sum = 0;
    TX_BEGIN(&site);
    for (unsigned i = 0; i < 64; i++) {
        TX_STORE(numbers[i], numbers[i] + 1);
        sum += numbers[i];
    }
    if (fails_left && fail) {
        fails_left = 0;
        __tandem_detected(&site);
    }
    CHECK(sum == 64 * numbers[0]);
    TX_RETURN();
}

/* Signals at arbitrary places, in begins and rollbacks too. */
static void timers(void)
{
    static unsigned long numbers[64];
    timer_t timer;
    signal(SIGALRM, on_alarm);
    CHECK(timer_create(CLOCK_MONOTONIC, NULL, &timer) == 0);
    timer_settime(timer, 0,
                  &(struct itimerspec){{0, 53000}, {0, 53000}}, NULL);
    calls = 0;
    unsigned long rounds = 0;
    for (; calls < 5000; rounds++) {
        fails_left = 1;
        step(numbers, rounds % 3 == 0);
        CHECK(numbers[63] == rounds + 1);
    }
    timer_delete(timer);
    signal(SIGALRM, SIG_DFL);
}

int main(void)
{
    install(); /* before the first transaction */
    interrupted();
    shown();
    install();
    interrupted();
    shown();
    left(1);
    left(2);
    CHECK(sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof(stack)},
                      NULL) == 0);
    struct outcome outcome = run_child(detect_in_handler);
    CHECK(DIED_OF(outcome, SIGABRT));
    CHECK(strcmp(outcome.err,
                 "tandem: fail-stop: replicas differ in handler\n") == 0);
    CHECK(DIED_OF(run_child(crash_in_handler), SIGSEGV));
    timers();
    stacked = 1;
    install();
    signal(SIGUSR2, SIG_IGN);
    data = 1;
    fails_left = 1;
    CHECK(compute() == 5);
    left(1);
    waited();
    return 0;
}
