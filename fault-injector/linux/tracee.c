/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tracee.c - ptrace: stop, look, change, let go; see launch.c for the start. */
#include "tracee.h"

#include "die.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- registers and memory ----------------------------------------------- */

static void get_regs(const struct tracee *tracee, struct user_regs_struct *regs)
{
    if (ptrace(PTRACE_GETREGS, tracee->pid, NULL, regs))
        die_errno("cannot read the program's registers");
}

static void set_regs(const struct tracee *tracee,
                     const struct user_regs_struct *regs)
{
    if (ptrace(PTRACE_SETREGS, tracee->pid, NULL, regs))
        die_errno("cannot write the program's registers");
}

uint64_t tracee_pc(const struct tracee *tracee)
{
    struct user_regs_struct regs;

    get_regs(tracee, &regs);
    return regs.rip;
}

void tracee_set_pc(const struct tracee *tracee, uint64_t pc)
{
    struct user_regs_struct regs;

    get_regs(tracee, &regs);
    regs.rip = pc;
    regs.orig_rax = UINT64_MAX; /* no system call to restart */
    set_regs(tracee, &regs);
}

bool tracee_read(const struct tracee *tracee, uint64_t address, void *bytes,
                 size_t size)
{
    return pread(tracee->memory, bytes, size, (off_t)address) == (ssize_t)size;
}

bool tracee_write(const struct tracee *tracee, uint64_t address,
                  const void *bytes, size_t size)
{
    return pwrite(tracee->memory, bytes, size, (off_t)address) == (ssize_t)size;
}

/* --- events -------------------------------------------------------------- */

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
                 : code                       ? EVENT_THREAD
                                              : EVENT_SIGNAL;
    return event;
}

/* Seconds until a limit could be reached; negative when one has been. CPU
 * time cannot run faster than the clock (one thread). */
static double time_left(const struct tracee *tracee)
{
    double wall = tracee->started + tracee->wall_limit - now(CLOCK_MONOTONIC);
    clockid_t clock;
    double cpu;

    if (clock_getcpuclockid(tracee->pid, &clock))
        return wall;
    cpu = tracee->cpu_limit - now(clock);
    return cpu < wall ? cpu : wall;
}

/* SIGCHLD stays blocked in this process; it only ends the waiting. */
static void block_sigchld(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGCHLD);
    sigprocmask(SIG_BLOCK, set, NULL);
}

struct event tracee_wait(struct tracee *tracee)
{
    bool limited = tracee->cpu_limit > 0;
    sigset_t set;

    if (limited)
        block_sigchld(&set);
    for (;;) {
        struct rusage usage;
        int status;
        int pid = wait4(tracee->pid, &status, limited ? WNOHANG : 0, &usage);
        double left;

        if (pid < 0 && errno != EINTR)
            die_errno("cannot wait for the program");
        if (pid > 0) {
            tracee->ended = !WIFSTOPPED(status);
            return classify(status, &usage);
        }
        if (!limited)
            continue;
        left = time_left(tracee);
        if (left <= 0)
            return (struct event){.kind = EVENT_TIMEOUT};
        left = left < 0.002 ? 0.002 : left;
        sigtimedwait(
            &set, NULL,
            &(struct timespec){(time_t)left,
                               (long)((left - (double)(time_t)left) * 1e9)});
    }
}

void tracee_continue(struct tracee *tracee, int signal)
{
    ptrace(PTRACE_CONT, tracee->pid, NULL, (long)signal);
}

void tracee_step(struct tracee *tracee, int signal)
{
    ptrace(PTRACE_SINGLESTEP, tracee->pid, NULL, (long)signal);
}

bool tracee_stepped(const struct tracee *tracee)
{
    siginfo_t info;

    return ptrace(PTRACE_GETSIGINFO, tracee->pid, NULL, &info) == 0 &&
           info.si_code != SI_KERNEL;
}

void tracee_child(const struct tracee *parent, struct tracee *child)
{
    unsigned long pid = 0;
    int status;
    char path[64];

    if (ptrace(PTRACE_GETEVENTMSG, parent->pid, NULL, &pid))
        die_errno("cannot find the program's child");
    *child = *parent;
    child->pid = (int)pid;
    while (waitpid(child->pid, &status, __WALL) < 0)
        if (errno != EINTR)
            die_errno("cannot wait for the program's child");
    snprintf(path, sizeof path, "/proc/%d/mem", child->pid);
    child->memory = open(path, O_RDWR | O_CLOEXEC);
    if (child->memory < 0)
        die_errno("cannot open %s", path);
}

static void close_memory(struct tracee *tracee)
{
    if (tracee->memory >= 0)
        close(tracee->memory);
    tracee->memory = -1;
}

void tracee_detach(struct tracee *tracee, int signal)
{
    close_memory(tracee);
    if (ptrace(PTRACE_DETACH, tracee->pid, NULL, (long)signal) &&
        errno != ESRCH)
        die_errno("cannot let the program go");
}

/* Threads and children are traced as well; each stops once more to announce
 * its end, and the program is not reported as ended before its threads. */
static void reap(struct tracee *tracee)
{
    while (!tracee->ended) {
        int status;
        int pid = waitpid(-tracee->pid, &status, __WALL);

        if (pid < 0 && errno != EINTR)
            die_errno("cannot wait for the program");
        if (pid > 0 && WIFSTOPPED(status))
            ptrace(PTRACE_CONT, pid, NULL, 0L);
        else if (pid == tracee->pid)
            tracee->ended = true;
    }
}

void tracee_kill(struct tracee *tracee)
{
    if (!tracee->ended) {
        kill(-tracee->pid, SIGKILL);
        kill(tracee->pid, SIGKILL);
        tracee_continue(tracee, 0); /* at its end it does not wake up else */
    }
    reap(tracee);
    close_memory(tracee);
}

/* --- mappings ------------------------------------------------------------ */

/* Lets the program itself make a system call, and takes every trace of it
 * away again. */
static uint64_t call_kernel(struct tracee *tracee, const uint64_t argument[7])
{
    static const uint8_t syscall_insn[2] = {0x0f, 0x05};
    struct user_regs_struct saved, regs;
    uint8_t original[sizeof syscall_insn];
    double cpu_limit = tracee->cpu_limit;
    struct event event;

    get_regs(tracee, &saved);
    regs = saved;
    if (!tracee_read(tracee, regs.rip, original, sizeof original) ||
        !tracee_write(tracee, regs.rip, syscall_insn, sizeof syscall_insn))
        die_errno("cannot write to the program's code");
    regs.rax = argument[0];
    regs.rdi = argument[1];
    regs.rsi = argument[2];
    regs.rdx = argument[3];
    regs.r10 = argument[4];
    regs.r8 = argument[5];
    regs.r9 = argument[6];
    regs.orig_rax = UINT64_MAX;
    set_regs(tracee, &regs);
    /* The limits are the program's, and this is ours: on a stalled machine
     * even one system call may seem to take long. */
    tracee->cpu_limit = 0;
    tracee_step(tracee, 0);
    event = tracee_wait(tracee);
    tracee->cpu_limit = cpu_limit;
    if (event.kind != EVENT_SIGNAL)
        die("the program ended while it was prepared (wait status 0x%x)",
            (unsigned)event.status);
    get_regs(tracee, &regs);
    tracee_write(tracee, saved.rip, original, sizeof original);
    saved.orig_rax = UINT64_MAX;
    set_regs(tracee, &saved);
    return regs.rax;
}

uint64_t tracee_map(struct tracee *tracee, const struct program *program,
                    uint64_t bias, size_t size)
{
    static const uint64_t gaps[] = {16u << 20, 64u << 20, 256u << 20,
                                    512u << 20, 1024u << 20};
    enum { GAPS = sizeof gaps / sizeof *gaps };
    uint64_t base = program->low + bias;
    /* the kernel puts later mappings directly below libraries */
    bool library = program != tracee->program;

    for (size_t i = 0; i < 2 * GAPS; i++) {
        uint64_t gap = gaps[library ? GAPS - 1 - i / 2 : i / 2];
        uint64_t address = i % 2               ? program->high + bias + gap
                           : base > gap + size ? base - gap - size
                                               : 0;
        uint64_t result;

        if (!address)
            continue;
        address &= ~UINT64_C(0xfff);
        result = call_kernel(
            tracee, (uint64_t[]){SYS_mmap, address, size,
                                 PROT_READ | PROT_WRITE | PROT_EXEC,
                                 MAP_PRIVATE | MAP_ANONYMOUS |
                                     MAP_FIXED_NOREPLACE | MAP_NORESERVE,
                                 UINT64_MAX, 0});
        if (result == address)
            return address;
        if (result < (uint64_t)-4095)
            tracee_unmap(tracee, result, size);
    }
    die("no room for the moved code near '%s' (is memory that is both "
        "writable and executable forbidden here?)",
        program->path);
}

void tracee_unmap(struct tracee *tracee, uint64_t address, size_t size)
{
    call_kernel(tracee, (uint64_t[7]){SYS_munmap, address, size});
}
