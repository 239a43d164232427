/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* threads.c - the threads of a traced program: their names, their ends, halting
 * them and letting them go. */
#include "threads.h"

#include "die.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
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

static void remove_current(struct tracee *tracee)
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

/* --- ends -----------------------------------------------------------------
 *
 * The end of a program kills its threads, and each stops once more. But one
 * that was ending by itself then does not, or is woken from that stop before it
 * was seen. The first one is not even reported dead before all others are. */

/* What the kernel says of THREAD's state; Z when it is dead. */
static char read_state(const struct tracee *tracee, const struct thread *thread)
{
    char path[64], line[256], state = 'Z';
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/task/%d/status", tracee->pid,
             thread->tid);
    file = fopen(path, "re");
    if (!file && errno != ENOENT && errno != ESRCH)
        die_errno("cannot open %s", path);
    if (!file)
        return state;
    while (fgets(line, sizeof line, file) &&
           sscanf(line, "State: %c", &state) != 1)
        continue;
    fclose(file);
    return state;
}

/* THREAD, which has been killed, will soon be dead or in a stop at its end; no
 * other stop holds one that has been killed. Its signals do not tell which. */
static bool ends_unseen(const struct tracee *tracee,
                        const struct thread *thread)
{
    const struct timespec moment = {.tv_nsec = 50000};
    char state;

    while (!strchr("tZX", state = read_state(tracee, thread)))
        nanosleep(&moment, NULL);
    return state != 't';
}

/* By exit or a signal; one that a filter of system calls kills may be the only
 * one, and then the signal that is named is SIGSYS. */
static bool ends_program(const struct tracee *tracee)
{
    size_t call = offsetof(struct user_regs_struct, orig_rax);
    unsigned long status = 0;

    ptrace(PTRACE_GETEVENTMSG, tracee->tid, NULL, &status);
    return (WIFSIGNALED((int)status) && WTERMSIG((int)status) != SIGSYS) ||
           ptrace(PTRACE_PEEKUSER, tracee->tid, call, NULL) == SYS_exit_group;
}

static void leave_unseen(struct thread *thread)
{
    thread->unseen = thread->unseen || !thread->leaving;
    thread->leaving = true;
}

void threads_leave(struct tracee *tracee)
{
    tracee->current->leaving = true;
    if (!ends_program(tracee))
        return;
    for (unsigned i = 0; i < tracee->thread_count; i++)
        if (!tracee->threads[i]->leaving &&
            ends_unseen(tracee, tracee->threads[i]))
            leave_unseen(tracee->threads[i]);
}

void threads_end(struct tracee *tracee)
{
    leave_unseen(tracee->current);
    if (!tracee->current->unseen)
        remove_current(tracee);
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
    if (!ptrace(PTRACE_DETACH, thread->tid, NULL,
                (long)take_kept(tracee, thread)))
        return;
    if (errno != ESRCH)
        die_errno("cannot let the program go");
    /* killed by one that was let go before; it is traced to its end */
    if (thread->tid != tracee->pid)
        await_end(thread->tid);
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
        remove_current(tracee);
    }
}

void tracee_release(struct tracee *tracee)
{
    struct thread *current = tracee->current;

    threads_release(tracee, current);
    tracee_select(tracee, current);
}
