# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# counted.s - a program of ten executed instructions (26 bytes), of which seven
# write registers, four write flags and three decide.
        .globl _start
        .text
_start: mov     $3, %ecx
1:      dec     %ecx
        jnz     1b
        mov     $60, %eax
        xor     %edi, %edi
        syscall
