/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* copy.c - makes a copy of the stopped program, which shares no memory. */
#include "copy.h"

#include "die.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

static void get_regs(int pid, struct user_regs_struct *regs)
{
    if (ptrace(PTRACE_GETREGS, pid, NULL, regs))
        die_errno("cannot read the program's registers");
    regs->orig_rax = UINT64_MAX; /* no system call to restart */
}

static void set_regs(int pid, const struct user_regs_struct *regs)
{
    if (ptrace(PTRACE_SETREGS, pid, NULL, regs))
        die_errno("cannot write the program's registers");
}

void copy_begin(struct errand *errand, uint64_t at)
{
    errand_begin(errand, at);
    /* what fork(2) does not inherit, or must not share */
    errand_call(errand, SYS_setsid, 0, 0, 0, 0);
    errand_call(errand, SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0);
}

/* Whether the program trapped, within the time limits, before PC. */
static bool trapped(struct tracee *tracee, uint64_t pc)
{
    struct event event;

    tracee_continue(tracee, 0);
    event = tracee_wait(tracee);
    return event.kind == EVENT_SIGNAL && event.signal == SIGTRAP &&
           tracee_pc(tracee) == pc;
}

bool copy_make(struct tracee *tracee, const struct errand *errand,
               struct tracee *copy)
{
    struct user_regs_struct saved, regs;
    struct event event;

    get_regs(tracee->pid, &saved);
    regs = saved;
    regs.rip = errand->at;
    if (!tracee_write(tracee, errand->at, errand->bytes, sizeof errand->bytes))
        die_errno("cannot write to the program's memory");
    set_regs(tracee->pid, &regs);
    tracee_continue(tracee, 0);
    event = tracee_wait(tracee);
    if (event.kind != EVENT_FORK)
        die("the program cannot be copied at a stop (wait status 0x%x)",
            (unsigned)event.status);
    tracee_child(tracee, copy);
    copy->bias = tracee->bias;
    if (!trapped(tracee, errand->made))
        die("the program ended as it was copied");
    set_regs(tracee->pid, &saved);
    if (!trapped(copy, errand->done))
        return false;
    set_regs(copy->pid, &saved);
    return true;
}
