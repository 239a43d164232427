/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// A signal that comes during a transaction is delivered after it, and the
// signals blocked before are those blocked after.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

// REQUIRES: x86_64

#include "transaction.h"

#include <sys/time.h>

static volatile int calls, inside;
static int stop;

static void on_alarm(int number)
{
    (void)number;
    calls++;
    inside += _xtest();
}

int main(void)
{
    sigset_t blocked, now;
    signal(SIGPROF, on_alarm);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    struct itimerval often = {{0, 2000}, {0, 2000}};
    setitimer(ITIMER_PROF, &often, NULL);
    int transactions = 0;
    for (int i = 0; calls < 5 && i < 100000000; i++) {
        unsigned status = STATUS(for (int k = 0; k < 100; k++) stop++);
        transactions += status == _XBEGIN_STARTED;
        CHECK(stop == 100 * transactions);
        sigprocmask(SIG_BLOCK, NULL, &now);
        CHECK(sigismember(&now, SIGUSR1) && !sigismember(&now, SIGUSR2));
    }
    CHECK(calls >= 5 && inside == 0 && transactions > 0);
}
