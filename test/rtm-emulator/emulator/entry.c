/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* entry.c - how the kernel enters and leaves the handlers.

   Nothing need be saved: the frame has every register. A frame begins with
   the address its handler returns to, and the ucontext follows. */

#include <stddef.h>
#include <sys/syscall.h>

#include "entry.h"

uintptr_t entry_stack;

/* The instructions of entry_return are those by which debuggers and unwinders
   know a signal frame. The kernel looks where the system call returns to: the
   end lies behind that. */
__asm__(".pushsection .text.rtm_emulator, \"ax\"\n"
        ".hidden entry_handler, entry_return, entry_return_end\n"
        ".globl entry_handler, entry_return, entry_return_end\n"
        ".balign 16\n"
        "entry_handler:\n"
        "    mov %rsp, %rbx\n"
        "    mov entry_stack(%rip), %rsp\n"
        "    cld\n"
        "    call signals_handle\n"
        "    mov %rbx, %rsp\n"
        "    ret\n"
        ".balign 16\n"
        "entry_return:\n"
        "    mov $15, %rax\n"
        "    syscall\n"
        "    ud2\n"
        "entry_return_end:\n"
        ".popsection");

/* The mask is set only on the program's stack: a signal that was waiting is
   delivered at once, and must not be handled on the emulator's. */
_Noreturn void entry_pass_on(uintptr_t handler, int number, siginfo_t *info,
                             ucontext_t *context, const uint64_t *mask)
{
    register const uint64_t *set __asm__("rsi") = mask;
    register void *frame __asm__("rbx") = (char *)context - sizeof(void *);
    register uintptr_t target __asm__("rbp") = handler;
    register siginfo_t *r12 __asm__("r12") = info;
    register ucontext_t *r13 __asm__("r13") = context;
    register long r14 __asm__("r14") = number;
    __asm__ volatile(
        "mov %%rbx, %%rsp\n"
        "mov %[call], %%eax\n"
        "mov %[set_mask], %%edi\n"
        "xor %%edx, %%edx\n"
        "mov $8, %%r10d\n"
        "syscall\n"
        "mov %%r14, %%rdi\n"
        "mov %%r12, %%rsi\n"
        "mov %%r13, %%rdx\n"
        "xor %%eax, %%eax\n"
        "jmp *%%rbp"
        :
        : "r"(set), "r"(frame), "r"(target), "r"(r12), "r"(r13),
          "r"(r14), [call] "i"(SYS_rt_sigprocmask), [set_mask] "i"(SIG_SETMASK)
        : "memory");
    __builtin_unreachable();
}
