/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* launch.c - starts a program always in the same way, up to its entry. */
#include "tracee.h"

#include "die.h"
#include "threads.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* --- the child, before exec -------------------------------------------- */

/* What went wrong in the child, sent through a pipe that exec closes. */
struct failure {
    int error;
    char what[60];
};

static _Noreturn void fail(int pipe, const char *what)
{
    struct failure failure = {.error = errno};

    snprintf(failure.what, sizeof failure.what, "%s", what);
    if (write(pipe, &failure, sizeof failure) < 0)
        _exit(126);
    _exit(127);
}

static void redirect(int pipe, const char *path, int flags, int to)
{
    int fd = open(path, flags, 0600);

    if (fd < 0)
        fail(pipe, path);
    if (fd != to && (dup2(fd, to) < 0 || close(fd)))
        fail(pipe, "dup2");
}

/* Never above what is allowed already. */
static void limit(int pipe, int resource, uint64_t value)
{
    struct rlimit limits;

    if (getrlimit(resource, &limits))
        fail(pipe, "getrlimit");
    if (limits.rlim_max > value)
        limits.rlim_max = value;
    limits.rlim_cur = limits.rlim_max;
    if (setrlimit(resource, &limits))
        fail(pipe, "setrlimit");
}

/* Signals that this program ignores must not be ignored there. */
static void reset_signals(void)
{
    static const int ours[] = {SIGINT, SIGTERM, SIGPIPE, SIGXFSZ};
    sigset_t none;

    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        signal(ours[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void run_child(int pipe, const struct launch *launch)
{
    const int create = O_WRONLY | O_CREAT | O_TRUNC;

    setsid(); /* a group to kill, and no terminal that could stop it */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (personality(ADDR_NO_RANDOMIZE) < 0)
        fail(pipe, "personality(ADDR_NO_RANDOMIZE)");
    redirect(pipe, launch->input, O_RDONLY, 0);
    redirect(pipe, launch->output, create, 1);
    redirect(pipe, launch->error, create, 2);
    if (launch->directory && chdir(launch->directory))
        fail(pipe, launch->directory);
    limit(pipe, RLIMIT_CORE, 0);
    if (launch->file_limit)
        limit(pipe, RLIMIT_FSIZE, launch->file_limit);
    reset_signals();
    syscall(SYS_close_range, 3, ~0u, 1u << 2 /* CLOSE_RANGE_CLOEXEC */);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
        fail(pipe, "ptrace (is tracing allowed here?)");
    execve(launch->program->path, launch->argv, launch->envp);
    fail(pipe, launch->program->path);
}

/* --- start --------------------------------------------------------------- */

static void await_exec(struct tracee *tracee, int pipe)
{
    struct failure failure;
    struct event event;
    ssize_t got = read(pipe, &failure, sizeof failure);

    close(pipe);
    event = tracee_wait(tracee);
    if (got == (ssize_t)sizeof failure) {
        errno = failure.error;
        die_errno("cannot start '%s': %s", tracee->program->path, failure.what);
    }
    if (event.kind != EVENT_SIGNAL || event.signal != SIGTRAP)
        die("'%s' did not start", tracee->program->path);
    if (ptrace(PTRACE_SETOPTIONS, tracee->pid, NULL,
               PTRACE_O_EXITKILL | PTRACE_O_TRACEEXIT | PTRACE_O_TRACECLONE |
                   PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACEEXEC))
        die_errno("cannot trace '%s'", tracee->program->path);
}

static void open_proc(struct tracee *tracee, uint64_t *entry, uint64_t *random)
{
    char path[64];
    Elf64_auxv_t item;
    FILE *auxv;

    snprintf(path, sizeof path, "/proc/%d/mem", tracee->pid);
    tracee->memory = open(path, O_RDWR | O_CLOEXEC);
    if (tracee->memory < 0)
        die_errno("cannot open %s", path);
    snprintf(path, sizeof path, "/proc/%d/auxv", tracee->pid);
    auxv = fopen(path, "re");
    if (!auxv)
        die_errno("cannot open %s", path);
    while (fread(&item, sizeof item, 1, auxv) == 1) {
        if (item.a_type == AT_ENTRY)
            *entry = item.a_un.a_val;
        if (item.a_type == AT_RANDOM)
            *random = item.a_un.a_val;
    }
    fclose(auxv);
}

static void run_to_entry(struct tracee *tracee, uint64_t entry)
{
    const uint8_t trap = 0xcc;
    uint8_t original;
    struct event event;

    if (!tracee_read(tracee, entry, &original, 1) ||
        !tracee_write(tracee, entry, &trap, 1))
        die_errno("cannot write to the code of '%s'", tracee->program->path);
    tracee_continue(tracee, 0);
    event = tracee_wait(tracee);
    if (event.kind != EVENT_SIGNAL || event.signal != SIGTRAP ||
        tracee_pc(tracee) != entry + 1)
        die("'%s' ended before its own code began (a missing shared "
            "library?)",
            tracee->program->path);
    tracee_write(tracee, entry, &original, 1);
    tracee_set_pc(tracee, entry);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void tracee_start(struct tracee *tracee, const struct launch *launch)
{
    static const uint8_t fixed[16] = "tandem-inject..";
    uint64_t entry = 0, random = 0;
    int ends[2];

    *tracee = (struct tracee){
        .memory = -1, .program = launch->program, .started = now()};
    if (pipe2(ends, O_CLOEXEC))
        die_errno("cannot make a pipe");
    fflush(NULL);
    /* page tables as large as ours take as long to copy as a short run */
    tracee->pid = vfork();
    if (tracee->pid < 0)
        die_errno("cannot fork");
    if (tracee->pid == 0) {
        close(ends[0]);
        run_child(ends[1], launch);
    }
    close(ends[1]);
    threads_begin(tracee);
    await_exec(tracee, ends[0]);
    open_proc(tracee, &entry, &random);
    tracee->bias = entry - launch->program->entry;
    if (random)
        tracee_write(tracee, random, fixed, sizeof fixed);
    run_to_entry(tracee, entry);
}
