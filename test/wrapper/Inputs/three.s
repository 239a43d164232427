# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
        .globl  three
three:  movl    $3, %eax
        ret
        .section .note.GNU-stack,"",@progbits
