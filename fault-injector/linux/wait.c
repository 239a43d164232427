/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* wait.c - waits for what a program's threads do, and for its limits. */
#include "die.h"
#include "threads.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(clockid_t clock)
{
    struct timespec time;

    if (clock_gettime(clock, &time))
        return 0;
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double tracee_cpu(const struct tracee *tracee)
{
    clockid_t clock;

    return clock_getcpuclockid(tracee->pid, &clock) ? 0 : now(clock);
}

static struct event classify(int status, const struct rusage *usage)
{
    struct event event = {.status = status};
    int code = status >> 16;

    if (!WIFSTOPPED(status)) {
        event.kind = EVENT_ENDED;
        event.cpu =
            (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) +
            (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1e-6;
        return event;
    }
    event.signal = WSTOPSIG(status);
    event.kind = code == PTRACE_EVENT_EXIT    ? EVENT_EXITING
                 : code == PTRACE_EVENT_EXEC  ? EVENT_EXEC
                 : code == PTRACE_EVENT_FORK  ? EVENT_FORK
                 : code == PTRACE_EVENT_VFORK ? EVENT_VFORK
                 : code == PTRACE_EVENT_CLONE ? EVENT_THREAD
                                              : EVENT_SIGNAL;
    return event;
}

double tracee_age(const struct tracee *tracee)
{
    return now(CLOCK_MONOTONIC) - tracee->started;
}

/* Seconds until it will have been idle for too long: in a deadlock. */
static double idle_left(struct tracee *tracee, double cpu)
{
    double time = now(CLOCK_MONOTONIC);

    if (cpu > tracee->busy_cpu || !tracee->busy_at) {
        tracee->busy_cpu = cpu;
        tracee->busy_at = time;
    }
    return tracee->idle_limit > 0 ? tracee->busy_at + tracee->idle_limit - time
                                  : INFINITY;
}

/* Seconds until a limit could be reached; negative when one has been. CPU
 * time cannot run faster than the clock, on each processor. */
static double time_left(struct tracee *tracee)
{
    double wall = tracee->wall_limit - tracee_age(tracee);
    double processors = (double)sysconf(_SC_NPROCESSORS_ONLN);
    clockid_t clock;
    double cpu;

    if (clock_getcpuclockid(tracee->pid, &clock))
        return wall;
    cpu = now(clock);
    return fmin(fmin(wall, idle_left(tracee, cpu)),
                (tracee->cpu_limit - cpu) / fmax(1, processors));
}

void tracee_limit(struct tracee *tracee, double cpu, double wall)
{
    tracee->cpu_limit = cpu;
    tracee->wall_limit = wall;
    tracee->started = now(CLOCK_MONOTONIC);
}

/* SIGCHLD stays blocked in this process; it only ends the waiting. */
static void block_sigchld(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGCHLD);
    sigprocmask(SIG_BLOCK, set, NULL);
}

/* Whether a thread has something to report; it is the current one then. Those
 * behind the current one come first, so that each gets its turn. */
static bool ask_threads(struct tracee *tracee, int options, int *status,
                        struct rusage *usage)
{
    unsigned n = tracee->thread_count, first = 0;

    while (tracee->threads[first] != tracee->current)
        first++;
    for (unsigned i = 1; i <= n; i++) {
        struct thread *thread = tracee->threads[(first + i) % n];
        int pid;

        if (!thread->running || (tracee->alone && i < n)) /* n: the current */
            continue;
        pid = wait4(thread->tid, status, options | __WALL, usage);
        if (pid < 0 && errno != EINTR)
            die_errno("cannot wait for the program");
        if (pid > 0) {
            tracee_select(tracee, thread);
            return true;
        }
    }
    return false;
}

/* False when the event is of no interest: a thread has ended, or is about to
 * and was let go. */
static bool take_note(struct tracee *tracee, struct event *event)
{
    if (tracee->current->released && event->kind != EVENT_ENDED) {
        tracee_continue(tracee, 0); /* killed before it could be let go */
        return false;
    }
    tracee->current->running = false;
    if (event->kind == EVENT_ENDED && tracee->tid != tracee->pid) {
        threads_end(tracee);
        event->kind = EVENT_LEAVING;
        return tracee->alone; /* unseen, and there is nothing to wait for */
    }
    if (event->kind == EVENT_ENDED)
        tracee->ended = true;
    if (event->kind == EVENT_THREAD)
        threads_add(tracee, event);
    if (event->kind == EVENT_EXITING) {
        threads_leave(tracee);
        if (!threads_last(tracee))
            event->kind = EVENT_LEAVING;
    }
    return true;
}

static void sleep_until_news(const sigset_t *set, double seconds)
{
    double left = fmax(0.002, fmin(seconds, 1));

    sigtimedwait(
        set, NULL,
        &(struct timespec){(time_t)left,
                           (long)((left - (double)(time_t)left) * 1e9)});
}

struct event tracee_wait(struct tracee *tracee)
{
    bool limited = tracee->cpu_limit > 0;
    sigset_t set;

    block_sigchld(&set);
    for (;;) {
        bool polls = limited || tracee->thread_count > 1;
        struct rusage usage;
        int status;
        double left = 1;

        if (ask_threads(tracee, polls ? WNOHANG : 0, &status, &usage)) {
            struct event event = classify(status, &usage);

            if (take_note(tracee, &event))
                return event;
            continue;
        }
        if (limited)
            left = time_left(tracee);
        if (left <= 0)
            return (struct event){.kind = EVENT_TIMEOUT};
        if (polls)
            sleep_until_news(&set, left);
    }
}
