/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Knobs make transactions abort: each N-th, or at random, the same ones for
// the same seed; at the begin, the end or an instruction; with a given status.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=abort-every=3 %t \
// RUN:   | FileCheck --check-prefix=THIRD %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=abort-every=3:where=end:status=6 %t \
// RUN:   | FileCheck --check-prefix=STATUS %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step:abort-every=3:where=end:status=6 %t \
// RUN:   | FileCheck --check-prefix=STATUS %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step:abort-every=3:where=instruction:instruction=4:status=6 %t \
// RUN:   | FileCheck --check-prefix=STATUS %s

// THIRD: committed 200 in all 200 last status 0
// THIRD-NEXT: 110110110110
// STATUS: committed 200 in all 200 last status 6
// STATUS-NEXT: 110110110110

// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=abort-permille=250:seed=5 %t > %t.a
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=abort-permille=250:seed=5:where=end %t > %t.b
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=abort-permille=250:seed=6 %t > %t.c
// RUN: cmp %t.a %t.b
// RUN: not cmp -s %t.a %t.c
// RUN: FileCheck --check-prefix=RANDOM %s < %t.a

// RANDOM: committed 2{{[0-4][0-9]}} in all 2

#include "transaction.h"

int main(void)
{
    int committed = 0;
    volatile int counter = 0;
    unsigned last = 0;
    char history[301] = {0};
    for (int i = 0; i < 300; i++) {
        unsigned status = STATUS(counter++);
        committed += status == _XBEGIN_STARTED;
        history[i] = status == _XBEGIN_STARTED ? '1' : '0';
        if (status != _XBEGIN_STARTED)
            last = status;
    }
    printf("committed %d in all %d last status %x\n%s\n", committed, counter,
           last, history);
}
