/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* trap_flag.c - takes back what single-stepping leaves behind: the trap flag
 * in r11 after syscall, and in the flags that pushf has stored. */
#include "arch.h"

#include <sys/ptrace.h>
#include <sys/user.h>

enum { TRAP_FLAG = 0x100 };

void arch_hide_trap_flag(const struct tracee *tracee, const uint8_t *bytes)
{
    struct user_regs_struct regs;
    uint16_t flags;

    if (ptrace(PTRACE_GETREGS, tracee->tid, NULL, &regs))
        return;
    if (bytes[0] == 0x0f && bytes[1] == 0x05) {
        regs.r11 &= ~(uint64_t)TRAP_FLAG;
        ptrace(PTRACE_SETREGS, tracee->tid, NULL, &regs);
    }
    if ((bytes[0] == 0x9c || (bytes[0] == 0x66 && bytes[1] == 0x9c)) &&
        tracee_read(tracee, regs.rsp, &flags, sizeof flags)) {
        flags &= (uint16_t)~TRAP_FLAG;
        tracee_write(tracee, regs.rsp, &flags, sizeof flags);
    }
}
