/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* checkpoint.S - saves and restores registers and stack; arch.h. */

#include "checkpoint.h"

    .text

/* __tandem_undo_begin(frame_end, site, hole_begin, hole_end): abi.def.
   Saves what a call must leave alone, and goes on in C, which returns for it. */
    .globl __tandem_undo_begin
    .type __tandem_undo_begin, @function
    .p2align 5
__tandem_undo_begin:
    .cfi_startproc
    movq tandem_thread_self@gottpoff(%rip), %rax
    movq %fs:(%rax), %r8
    testq %r8, %r8
    jz .Lno_thread
    /* While the registers of the open transaction are still known. */
    movq __tandem_transaction@gottpoff(%rip), %rax
    movq %fs:8(%rax), %r9
    testq %r9, %r9
    jz .Lhave_thread
    movq %fs:(%rax), %r10
    subq %r9, %r10
    cmpq $(ABI_LOG_ROOM + ABI_LOG_RESERVE), %r10
    jae .Lwild_position
.Lhave_thread:
    movq (%rsp), %rax
    leaq 8(%rsp), %r9
    movq %rax, CHECKPOINT_PC(%r8)
    movq %r9, CHECKPOINT_SP(%r8)
    movq %rbx, CHECKPOINT_RBX(%r8)
    movq %rbp, CHECKPOINT_RBP(%r8)
    movq %r12, CHECKPOINT_R12(%r8)
    movq %r13, CHECKPOINT_R13(%r8)
    movq %r14, CHECKPOINT_R14(%r8)
    movq %r15, CHECKPOINT_R15(%r8)
    stmxcsr CHECKPOINT_MXCSR(%r8)
    fnstcw CHECKPOINT_X87(%r8)
    jmp tandem_undo_open

.Lwild_position:
    movq %rsi, %rdi
    jmp __tandem_undo_damaged

/* The first transaction of a thread, or one in a signal handler. */
.Lno_thread:
    pushq %rdi
    .cfi_adjust_cfa_offset 8
    pushq %rsi
    .cfi_adjust_cfa_offset 8
    pushq %rdx
    .cfi_adjust_cfa_offset 8
    pushq %rcx
    .cfi_adjust_cfa_offset 8
    subq $8, %rsp
    .cfi_adjust_cfa_offset 8
    leaq 48(%rsp), %rdi
    call tandem_undo_prepare
    addq $8, %rsp
    .cfi_adjust_cfa_offset -8
    popq %rcx
    .cfi_adjust_cfa_offset -8
    popq %rdx
    .cfi_adjust_cfa_offset -8
    popq %rsi
    .cfi_adjust_cfa_offset -8
    popq %rdi
    .cfi_adjust_cfa_offset -8
    movq %rax, %r8
    testq %rax, %rax
    jnz .Lhave_thread
    ret
    .cfi_endproc
    .size __tandem_undo_begin, . - __tandem_undo_begin

/* tandem_checkpoint_leave(checkpoint, function, a, b): everything below the
   checkpoint's stack pointer is dead, whatever runs there now. */
    .globl tandem_checkpoint_leave
    .hidden tandem_checkpoint_leave
    .type tandem_checkpoint_leave, @function
    .p2align 4
tandem_checkpoint_leave:
    .cfi_startproc
    .cfi_undefined rip
    movq CHECKPOINT_SP(%rdi), %rsp
    subq $256, %rsp
    andq $-16, %rsp
    xorl %ebp, %ebp
    movq %rsi, %rax
    movq %rdx, %rsi
    movq %rcx, %rdx
    cld
    call *%rax
    ud2
    .cfi_endproc
    .size tandem_checkpoint_leave, . - tandem_checkpoint_leave

/* tandem_checkpoint_resume(checkpoint). The stack pointer goes first, so that a
   signal finds its place below the frame; then nothing uses the stack. emms
   because the x87 stack is empty at calls, fnclex because a pending exception
   would be raised again. */
    .globl tandem_checkpoint_resume
    .hidden tandem_checkpoint_resume
    .type tandem_checkpoint_resume, @function
    .p2align 4
tandem_checkpoint_resume:
    .cfi_startproc
    .cfi_undefined rip
    movq %rdi, %rbx
    movq CHECKPOINT_SP(%rbx), %rsp
    cld
    movq %rsp, %rdi
    movq CHECKPOINT_COPY(%rbx), %rsi
    movq CHECKPOINT_LOW_SIZE(%rbx), %rcx
    rep movsb
    movq CHECKPOINT_HIGH(%rbx), %rdi
    movq CHECKPOINT_HIGH_SIZE(%rbx), %rcx
    rep movsb
    fnclex
    emms
    fldcw CHECKPOINT_X87(%rbx)
    ldmxcsr CHECKPOINT_MXCSR(%rbx)
    movq CHECKPOINT_RBP(%rbx), %rbp
    movq CHECKPOINT_R12(%rbx), %r12
    movq CHECKPOINT_R13(%rbx), %r13
    movq CHECKPOINT_R14(%rbx), %r14
    movq CHECKPOINT_R15(%rbx), %r15
    movq CHECKPOINT_PC(%rbx), %rax
    movq $0, CHECKPOINT_RESUMING(%rbx)
    movq CHECKPOINT_RBX(%rbx), %rbx
    jmp *%rax
    .cfi_endproc
    .size tandem_checkpoint_resume, . - tandem_checkpoint_resume

    .section .note.GNU-stack, "", @progbits
