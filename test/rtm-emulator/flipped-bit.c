/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Knobs flip one bit of one register at one instruction of one transaction,
// and not again when it is repeated.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step:flip-transaction=2:flip-instruction=2:flip-register=rbx:flip-bit=4 %t \
// RUN:   | FileCheck %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t \
// RUN:   | FileCheck --check-prefix=NONE %s

// CHECK: 8 24 8 8
// NONE: 8 8 8 8

#include "transaction.h"

/* rbx as the transaction leaves it: set, by its first instruction, to 8. */
static unsigned transact(void)
{
    unsigned result = 0;
    __asm__ volatile("mov $-1, %%eax\n"
                     "xbegin 1f\n"
                     "mov $8, %%ebx\n"
                     "mov %%ebx, %0\n"
                     "xend\n"
                     "1:\n"
                     : "=m"(result)
                     :
                     : "rax", "rbx", "memory");
    return result;
}

int main(void)
{
    for (int i = 0; i < 4; i++)
        printf("%u ", transact());
}
