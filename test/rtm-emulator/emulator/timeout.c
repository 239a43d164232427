/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* timeout.c - transactions end after so much CPU time. */

#include <signal.h>
#include <time.h>

#include "timeout.h"
#include "actions.h"
#include "arena.h"
#include "kernel.h"
#include "report.h"

static int *timer;

void timeout_create(void)
{
    timer = arena_take(sizeof(*timer));
}

void timeout_arm(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
                             .sigev_signo = TIMEOUT_SIGNAL};
    if (kernel_call3(SYS_timer_create, CLOCK_THREAD_CPUTIME_ID, (long)&event,
                     (long)timer))
        report_fatal("no timer can be made", "the kernel must support them");
}

void timeout_set(unsigned long microseconds)
{
    struct itimerspec in = {
        .it_value = {.tv_sec = (time_t)(microseconds / 1000000),
                     .tv_nsec = (long)(microseconds % 1000000) * 1000}};
    kernel_call6(SYS_timer_settime, *timer, 0, (long)&in, 0, 0, 0);
}
