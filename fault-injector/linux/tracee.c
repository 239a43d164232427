/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tracee.c - ptrace: stop, look, change, let go; see launch.c for the start. */
#include "tracee.h"

#include "die.h"
#include "threads.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- registers and memory ----------------------------------------------- */

/* A stopped thread is not stopped any more when another one ends the program;
 * what is done to it then does not matter, and its end will be announced. */
static bool is_killed(const struct tracee *tracee)
{
    return errno == ESRCH && tracee->thread_count > 1;
}

static void get_regs(const struct tracee *tracee, struct user_regs_struct *regs)
{
    if (!ptrace(PTRACE_GETREGS, tracee->tid, NULL, regs))
        return;
    *regs = (struct user_regs_struct){0};
    if (!is_killed(tracee))
        die_errno("cannot read the program's registers");
}

static void set_regs(const struct tracee *tracee,
                     const struct user_regs_struct *regs)
{
    if (ptrace(PTRACE_SETREGS, tracee->tid, NULL, regs) && !is_killed(tracee))
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

void tracee_move(const struct tracee *tracee, uint64_t pc)
{
    struct user_regs_struct regs;

    get_regs(tracee, &regs);
    regs.rip = pc;
    set_regs(tracee, &regs);
}

/* What the kernel leaves in rax before it calls again (linux/errno.h). */
bool tracee_calls_again(const struct tracee *tracee)
{
    enum { NOT_AGAIN = 515, FIRST = 512, LAST = 516 };
    struct user_regs_struct regs;
    uint64_t error;

    get_regs(tracee, &regs);
    error = -regs.rax;
    return regs.orig_rax != UINT64_MAX && error >= FIRST && error <= LAST &&
           error != NOT_AGAIN;
}

void tracee_set_gs(const struct tracee *tracee, uint64_t base)
{
    if (ptrace(PTRACE_POKEUSER, tracee->tid,
               offsetof(struct user_regs_struct, gs_base), base) &&
        !is_killed(tracee))
        die_errno("cannot write the program's registers");
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

/* --- going on ----------------------------------------------------------- */

void tracee_continue(struct tracee *tracee, int signal)
{
    tracee->current->running = true;
    ptrace(PTRACE_CONT, tracee->tid, NULL, (long)signal);
}

void tracee_step(struct tracee *tracee, int signal)
{
    tracee->current->running = true;
    ptrace(PTRACE_SINGLESTEP, tracee->tid, NULL, (long)signal);
}

struct event tracee_step_alone(struct tracee *tracee)
{
    struct event event;

    tracee->alone = true;
    tracee_step(tracee, 0);
    event = tracee_wait(tracee);
    tracee->alone = false;
    return event;
}

bool tracee_stepped(const struct tracee *tracee)
{
    siginfo_t info;

    return ptrace(PTRACE_GETSIGINFO, tracee->tid, NULL, &info) == 0 &&
           info.si_code != SI_KERNEL;
}

void tracee_child(const struct tracee *parent, struct tracee *child)
{
    unsigned long pid = 0;
    int status;
    char path[64];

    if (ptrace(PTRACE_GETEVENTMSG, parent->tid, NULL, &pid))
        die_errno("cannot find the program's child");
    *child = (struct tracee){.pid = (int)pid, .program = parent->program};
    while (waitpid(child->pid, &status, __WALL) < 0)
        if (errno != EINTR)
            die_errno("cannot wait for the program's child");
    snprintf(path, sizeof path, "/proc/%d/mem", child->pid);
    child->memory = open(path, O_RDWR | O_CLOEXEC);
    if (child->memory < 0)
        die_errno("cannot open %s", path);
    threads_begin(child);
}

static void close_memory(struct tracee *tracee)
{
    if (tracee->memory >= 0)
        close(tracee->memory);
    tracee->memory = -1;
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
        /* at their ends they do not wake up else */
        for (unsigned i = 0; i < tracee->thread_count; i++)
            ptrace(PTRACE_CONT, tracee->threads[i]->tid, NULL, 0L);
    }
    reap(tracee);
    close_memory(tracee);
    threads_free(tracee);
}

void tracee_detach(struct tracee *tracee, int signal)
{
    close_memory(tracee);
    tracee->current->signal = signal;
    free(tracee->current->siginfo); /* of another one */
    tracee->current->siginfo = NULL;
    threads_release(tracee, NULL);
    tracee_select(tracee, tracee->threads[0]);
}

void tracee_child_detach(struct tracee *child)
{
    tracee_detach(child, 0);
    threads_free(child);
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

uint64_t tracee_map_far(struct tracee *tracee, size_t size)
{
    const uint64_t address = UINT64_C(1) << 45;
    uint64_t result = call_kernel(
        tracee, (uint64_t[]){SYS_mmap, address, size,
                             PROT_READ | PROT_WRITE | PROT_EXEC,
                             MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE |
                                 MAP_NORESERVE,
                             UINT64_MAX, 0});

    if (result != address)
        die("no room for the counters of the threads of '%s'",
            tracee->program->path);
    return address;
}

void tracee_unmap(struct tracee *tracee, uint64_t address, size_t size)
{
    call_kernel(tracee, (uint64_t[7]){SYS_munmap, address, size});
}
