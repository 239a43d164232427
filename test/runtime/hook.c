/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The hook is told what was detected, and cannot prevent the death.
   RUN: %unit_cc -pthread %s %rt_lib -o %t
   RUN: env TANDEM_OPTIONS=hook_timeout=1 timeout 60 %t
 */

#include "check.h"

#include <tandem/tandem.h>

#include <pthread.h>
#include <setjmp.h>

static const char line[] =
    "tandem: fail-stop: replicas differ in compute (main.c:17)\n";
static const struct tandem_site site = {"compute", "main.c", 17};
static jmp_buf back;
static tandem_hook hook;

static void say(const struct tandem_event *event)
{
    struct tandem_counters counters;
    char text[200];
    tandem_read_counters(&counters);
    snprintf(text, sizeof(text), "hook: %d %s %s %s %u %lu\n", event->kind,
             event->reason, event->site->function, event->site->file,
             event->site->line, counters.detected);
    CHECK(write(STDERR_FILENO, text, strlen(text)) > 0);
}

static void fault(const struct tandem_event *event)
{
    (void)event;
    *(volatile int *)16 = 1;
}

static void divide(const struct tandem_event *event)
{
    (void)event;
    raise(SIGFPE);
}

static void overflow(const struct tandem_event *event)
{
    static const volatile int endless = 1;
    volatile char frame[1 << 16];
    frame[0] = 0;
    if (endless)
        overflow(event);
    frame[1] = frame[0];
}

static void detect_again(const struct tandem_event *event)
{
    (void)event;
    __tandem_detected(&site);
}

static void call_abort(const struct tandem_event *event)
{
    (void)event;
    abort();
}

static void hang(const struct tandem_event *event)
{
    (void)event;
    for (;;)
        pause();
}

static void jump(const struct tandem_event *event)
{
    (void)event;
    longjmp(back, 1);
}

static void end_thread(const struct tandem_event *event)
{
    (void)event;
    pthread_exit(NULL);
}

static void end_program(const struct tandem_event *event)
{
    (void)event;
    exit(0);
}

static void leave(const struct tandem_event *event)
{
    (void)event;
    _exit(42);
}

static void detect(void)
{
    CHECK(tandem_set_hook(hook) == NULL);
    CHECK(tandem_set_hook(hook) == hook);
    if (!setjmp(back))
        __tandem_detected(&site);
    for (;;)
        pause();
}

static struct outcome with(tandem_hook wanted)
{
    hook = wanted;
    return run_child(detect);
}

static void dies_with(tandem_hook wanted)
{
    struct outcome outcome = with(wanted);
    CHECK(DIED_OF(outcome, SIGABRT));
    CHECK(strcmp(outcome.err, line) == 0);
}

int main(void)
{
    struct outcome said = with(say);
    CHECK(DIED_OF(said, SIGABRT));
    CHECK(strncmp(said.err, line, strlen(line)) == 0);
    CHECK(strcmp(said.err + strlen(line),
                 "hook: 1 replicas differ compute main.c 17 1\n") == 0);

    dies_with(NULL);
    dies_with(fault);
    dies_with(divide);
    dies_with(overflow);
    dies_with(detect_again);
    dies_with(call_abort);
    dies_with(hang);
    dies_with(jump);
    dies_with(end_thread);
    dies_with(end_program);

    struct outcome left = with(leave);
    CHECK(WIFEXITED(left.status) && WEXITSTATUS(left.status) == 42);
    CHECK(strcmp(left.err, line) == 0);
    return 0;
}
