/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// A transaction that does not end is aborted after the timeout, and in
// mode=step after so many instructions.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=timeout=3000:stats=1 \
// RUN:   timeout 10 %t 2>&1 | FileCheck %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step:timeout=0:instructions=500:stats=1 \
// RUN:   timeout 10 %t 2>&1 | FileCheck %s

// CHECK: started 3 committed 1
// CHECK-SAME: interrupt 2

#include "transaction.h"

static volatile int rounds;

int main(void)
{
    ENDS_WITH(0, for (;;) rounds++);
    CHECK(rounds == 0);
    ENDS_WITH(0, for (;;) __asm__ volatile(""));
    COMMITS(rounds = 1);
}
