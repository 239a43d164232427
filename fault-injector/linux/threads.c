/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* threads.c - the threads of a traced program: their names, halting them and
 * letting them go. */
#include "threads.h"

#include "die.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the list ------------------------------------------------------------- */

static struct thread *append(struct tracee *tracee, int tid)
{
    struct thread *thread = allocate(1, sizeof *thread);
    unsigned n = tracee->thread_count;

    tracee->threads =
        reallocate(tracee->threads, n + 1, sizeof *tracee->threads);
    for (unsigned i = 0; i < n; i++)
        if (tracee->threads[i]->place == thread->place) {
            thread->place++;
            i = UINT32_MAX; /* again from the first one */
        }
    thread->tid = tid;
    tracee->threads[tracee->thread_count++] = thread;
    return thread;
}

static void free_thread(struct thread *thread)
{
    free(thread->siginfo);
    free(thread);
}

void threads_begin(struct tracee *tracee)
{
    struct thread *first = append(tracee, tracee->pid);

    first->running = true;
    tracee_select(tracee, first);
}

void threads_free(struct tracee *tracee)
{
    for (unsigned i = 0; i < tracee->thread_count; i++)
        free_thread(tracee->threads[i]);
    free(tracee->threads);
    tracee->threads = NULL;
    tracee->thread_count = 0;
}

void threads_remove(struct tracee *tracee)
{
    unsigned i = 0;

    while (tracee->threads[i] != tracee->current)
        i++;
    free_thread(tracee->current);
    tracee->thread_count--;
    memmove(tracee->threads + i, tracee->threads + i + 1,
            (tracee->thread_count - i) * sizeof *tracee->threads);
    tracee_select(tracee, tracee->threads[0]);
}

bool threads_last(const struct tracee *tracee)
{
    for (unsigned i = 0; i < tracee->thread_count; i++)
        if (tracee->threads[i] != tracee->current &&
            !tracee->threads[i]->leaving)
            return false;
    return true;
}

void tracee_select(struct tracee *tracee, struct thread *thread)
{
    tracee->current = thread;
    tracee->tid = thread->tid;
}

/* --- birth ---------------------------------------------------------------- */

static void name_thread(const struct tracee *tracee, struct thread *thread)
{
    struct thread *parent = tracee->current;
    size_t room = sizeof thread->name;
    int n = snprintf(thread->name, room, "%s%s%u", parent->name,
                     parent->name[0] ? "." : "", ++parent->created);

    if (n < 0 || (size_t)n >= room)
        die("'%s' makes threads that make threads too many times to be named",
            tracee->program->path);
}

static bool is_thread(int pid, int tid)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/task/%d", pid, tid);
    return access(path, F_OK) == 0;
}

void threads_add(struct tracee *tracee, struct event *event)
{
    unsigned long tid = 0;
    int status;

    if (ptrace(PTRACE_GETEVENTMSG, tracee->tid, NULL, &tid))
        die_errno("cannot find the program's thread");
    event->kind = EVENT_PROCESS;
    if (!is_thread(tracee->pid, (int)tid))
        return;
    event->kind = EVENT_THREAD;
    tracee->born = append(tracee, (int)tid);
    name_thread(tracee, tracee->born);
    while (waitpid((int)tid, &status, __WALL) < 0)
        if (errno != EINTR)
            die_errno("cannot wait for the program's thread");
    /* killed before it began: let it go, and it will say so again */
    tracee->born->leaving = !WIFSTOPPED(status) || status >> 16;
}

/* --- halting -------------------------------------------------------------- */

void tracee_ask(struct tracee *tracee)
{
    for (unsigned i = 0; i < tracee->thread_count; i++) {
        struct thread *thread = tracee->threads[i];

        if (thread == tracee->current || !thread->running || thread->leaving)
            continue;
        thread->asked =
            syscall(SYS_tgkill, tracee->pid, thread->tid, SIGSTOP) == 0;
    }
}

void tracee_halted(struct tracee *tracee)
{
    tracee->current->asked = false;
}

bool tracee_halting(const struct tracee *tracee)
{
    for (unsigned i = 0; i < tracee->thread_count; i++)
        if (tracee->threads[i]->asked && !tracee->threads[i]->leaving)
            return true;
    return false;
}

/* In this order, or it could stop at its end in between. */
bool tracee_still(const struct tracee *tracee)
{
    siginfo_t signal, news = {0};

    return ptrace(PTRACE_GETSIGINFO, tracee->tid, NULL, &signal) == 0 &&
           waitid(P_PID, (id_t)tracee->tid, &news,
                  WSTOPPED | WEXITED | WNOHANG | WNOWAIT | __WALL) == 0 &&
           news.si_pid == 0;
}

void tracee_keep(struct tracee *tracee, int signal)
{
    struct thread *thread = tracee->current;

    if (thread->signal) {
        thread->more |= UINT64_C(1) << signal % 64;
        return;
    }
    thread->signal = signal;
    if (!thread->siginfo)
        thread->siginfo = allocate(1, sizeof(siginfo_t));
    if (ptrace(PTRACE_GETSIGINFO, thread->tid, NULL, thread->siginfo))
        memset(thread->siginfo, 0, sizeof(siginfo_t));
}

static int take_kept(const struct tracee *tracee, struct thread *thread)
{
    int signal = thread->signal;

    for (int more = 1; more < 64; more++)
        if (thread->more >> more & 1)
            syscall(SYS_tgkill, tracee->pid, thread->tid, more);
    if (signal && thread->siginfo)
        ptrace(PTRACE_SETSIGINFO, thread->tid, NULL, thread->siginfo);
    thread->signal = 0;
    thread->more = 0;
    return signal;
}

int tracee_kept(struct tracee *tracee)
{
    return take_kept(tracee, tracee->current);
}

/* --- letting go ----------------------------------------------------------- */

/* It ends by itself, but has to be waited for, or the program never ends. */
static void await_end(int tid)
{
    while (waitpid(tid, &(int){0}, __WALL) > 0)
        ptrace(PTRACE_CONT, tid, NULL, 0L);
}

static void let_go(const struct tracee *tracee, struct thread *thread)
{
    if (thread->released)
        return;
    thread->released = true;
    if (thread->leaving && thread->running) {
        if (thread->tid != tracee->pid)
            await_end(thread->tid);
        return;
    }
    thread->running = true;
    if (ptrace(PTRACE_DETACH, thread->tid, NULL,
               (long)take_kept(tracee, thread)) &&
        errno != ESRCH)
        die_errno("cannot let the program go");
}

/* The first thread stays in the list: its end is the program's. */
void threads_release(struct tracee *tracee, const struct thread *kept)
{
    for (unsigned i = tracee->thread_count; i-- > 0;) {
        struct thread *thread = tracee->threads[i];

        if (thread == kept)
            continue;
        let_go(tracee, thread);
        if (thread->tid == tracee->pid)
            continue;
        tracee_select(tracee, thread);
        threads_remove(tracee);
    }
}

void tracee_release(struct tracee *tracee)
{
    struct thread *current = tracee->current;

    threads_release(tracee, current);
    tracee_select(tracee, current);
}
