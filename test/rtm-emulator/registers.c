/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// After an abort every register is as it was, but EAX and what says why.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

#include "transaction.h"

/* All general registers but rax and rsp, the flags, the x87 control word and
   stack, MXCSR and the vectors: set, destroyed in the transaction, compared. */
struct state {
    unsigned long general[14], flags;
    unsigned mxcsr;
    unsigned short x87[14];
    unsigned char vectors[16][16];
} __attribute__((aligned(64)));

static struct state before, after;

#define STORE(to)                                                           \
    "mov %rbx, " to "+0(%rip)\n mov %rcx, " to "+8(%rip)\n"                 \
    "mov %rdx, " to "+16(%rip)\n mov %rsi, " to "+24(%rip)\n"               \
    "mov %rdi, " to "+32(%rip)\n mov %rbp, " to "+40(%rip)\n"               \
    "mov %r8, " to "+48(%rip)\n mov %r9, " to "+56(%rip)\n"                 \
    "mov %r10, " to "+64(%rip)\n mov %r11, " to "+72(%rip)\n"               \
    "mov %r12, " to "+80(%rip)\n mov %r13, " to "+88(%rip)\n"               \
    "mov %r14, " to "+96(%rip)\n mov %r15, " to "+104(%rip)\n"              \
    "pushfq\n pop " to "+112(%rip)\n stmxcsr " to "+120(%rip)\n"            \
    "fnstenv " to "+124(%rip)\n fldenv " to "+124(%rip)\n"                  \
    "movups %xmm0, " to "+160(%rip)\n movups %xmm7, " to "+272(%rip)\n"     \
    "movups %xmm15, " to "+400(%rip)\n"

__attribute__((naked, noinline)) static unsigned run(void)
{
    __asm__(
        "push %rbx\n push %rbp\n push %r12\n push %r13\n push %r14\n push %r15\n"
        "fninit\n fldpi\n fld1\n"
        "mov $0x1111, %rbx\n mov $0x2222, %rcx\n mov $0x3333, %rdx\n"
        "mov $0x4444, %rsi\n mov $0x5555, %rdi\n mov $0x6666, %rbp\n"
        "mov $0x7777, %r8\n mov $0x8888, %r9\n mov $0x9999, %r10\n"
        "mov $0xaaaa, %r11\n mov $0xbbbb, %r12\n mov $0xcccc, %r13\n"
        "mov $0xdddd, %r14\n mov $0xeeee, %r15\n"
        "movq %rbx, %xmm0\n movq %rcx, %xmm7\n movq %rdx, %xmm15\n"
        "std\n stc\n" STORE("before")
        "mov $-1, %eax\n"
        "xbegin 1f\n"
        "clc\n xor %ebx, %ebx\n mov %rbx, %rcx\n mov %rbx, %rdx\n"
        "mov %rbx, %rsi\n mov %rbx, %rdi\n mov %rbx, %rbp\n mov %rbx, %r8\n"
        "mov %rbx, %r9\n mov %rbx, %r10\n mov %rbx, %r11\n mov %rbx, %r12\n"
        "mov %rbx, %r13\n mov %rbx, %r14\n mov %rbx, %r15\n"
        "movq %rbx, %xmm0\n movq %rbx, %xmm7\n movq %rbx, %xmm15\n"
        "ldmxcsr other(%rip)\n"
        "push %rbx\n sub $64, %rsp\n call 2f\n 2:\n"
        "xabort $0x42\n"
        "1:\n" STORE("after")
        "cld\n fninit\n ldmxcsr usual(%rip)\n"
        "pop %r15\n pop %r14\n pop %r13\n pop %r12\n pop %rbp\n pop %rbx\n ret\n"
        ".pushsection .rodata\n other: .long 0x7f80\n usual: .long 0x1f80\n"
        ".popsection");
}

static void run_until_explicit(void)
{
    unsigned status = 0;
    for (int i = attempts(); i > 0 && status != 0x42000001; i--)
        status = run();
    CHECK(status == 0x42000001);
}

int main(void)
{
    __asm__ volatile("" : : "r"(&before), "r"(&after) : "memory");
    run_until_explicit();
    CHECK(before.general[13] == 0xeeee && (before.flags & 0x401) == 0x401);
    CHECK(memcmp(&before, &after, sizeof(before)) == 0);
}
