/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// With the runtime's recovery by RTM, what a flipped bit did in a transaction
// is rolled back and the result is right: a detection or a crash repeats the
// transaction, and what is too large for one runs without.
//
// RUN: %rtm_cc -O2 -D__TANDEM__=1 -I %include -o %t %s %rt_lib
// RUN: env LD_PRELOAD=%emulator TANDEM_OPTIONS=stats=1 %t 2>&1 \
// RUN:   | FileCheck --check-prefix=CALM %s
// RUN: for register in r13 r14; do for at in 28 29 30 31 32 33 34 35 36 37; do \
// RUN:   env LD_PRELOAD=%emulator TANDEM_OPTIONS=stats=1 \
// RUN:     TANDEM_RTM_EMULATOR=mode=step:flip-transaction=2:flip-instruction=$at:flip-register=$register:flip-bit=62:stats=1 \
// RUN:     %t || exit 1; \
// RUN: done > %t.$register 2>&1; test $(grep -c 'flips 1' %t.$register) = 10; \
// RUN:   test $(grep -cx 'sum 1024' %t.$register) = 10 || exit 1; done
// RUN: FileCheck --check-prefix=DETECTED %s < %t.r13
// RUN: FileCheck --check-prefix=CRASHED %s < %t.r14
// RUN: env LD_PRELOAD=%emulator TANDEM_OPTIONS=stats=1 \
// RUN:   TANDEM_RTM_EMULATOR=mode=step:lines=1:stats=1 %t 2>&1 \
// RUN:   | FileCheck --check-prefix=LARGE %s

// CALM: sum 1024
// CALM: tandem: corrected 0 detected 0 transactions 3 rollbacks 0 retries 0

// Ten instructions in a row: the loop's registers are live in some of them.
// DETECTED: detected 1 transactions 3 rollbacks 1 retries 1
// CRASHED: detected 0 transactions 3 rollbacks 0 {{.*}} unprotected 0 {{.*}} aborts-other 1
// CRASHED: rtm-emulator: started 4 committed 3
// CRASHED-SAME: fault 1

// LARGE: sum 1024
// The second begin is left out because the first came to nothing.
// LARGE: transactions 2 {{.*}} unprotected 3 {{.*}} aborts-capacity {{[1-9]}}
// LARGE: rtm-emulator: started {{[0-9]+}} committed 0
// LARGE-SAME: capacity {{[1-9]}}

// A fault that is there again after each rollback stops the program.
// RUN: env LD_PRELOAD=%emulator not --crash %t stuck 2>&1 \
// RUN:   | FileCheck --check-prefix=STUCK %s
// STUCK-NOT: sum
// STUCK: tandem: fail-stop: replicas differ in work (recovery.c:7)

#include <tandem/tandem.h>

#include <immintrin.h>
#include <stdio.h>

enum { ROUNDS = 3, ENTRIES = 16 };

static const struct tandem_site site = {"work", "recovery.c", 7};
static unsigned long table[ENTRIES];
static volatile unsigned long stuck;

/* What the pass emits. */
static void begin(void)
{
    if (__tandem_transaction.position >= __tandem_transaction.limit)
        __tandem_rtm_begin(&site);
}

static void end(void)
{
    if (__tandem_transaction.limit) {
        _xend();
        __tandem_transaction.limit = 0;
    }
}

/* The value is in r12, its replica in r13, the address in r14. */
static void update(unsigned long *place, unsigned long by)
{
    register unsigned long value __asm__("r12") = *place;
    register unsigned long replica __asm__("r13") = *(volatile unsigned long *)place;
    register unsigned long *address __asm__("r14") = place;
    __asm__ volatile("imul $3, %0\n"
                     "imul $3, %1\n"
                     "add %3, %0\n"
                     "add %3, %1\n"
                     "nop\n"
                     : "+r"(value), "+r"(replica), "+r"(address)
                     : "r"(by)
                     : "cc");
    replica ^= stuck;
    int differ = 0;
    __asm__ volatile("cmp %1, %2\n"
                     "setne %b0\n"
                     : "+q"(differ), "+r"(value), "+r"(replica)
                     :
                     : "cc");
    if (differ)
        __tandem_detected(&site);
    __asm__ volatile("mov %1, (%0)" : : "r"(address), "r"(value) : "memory");
}

__attribute__((noinline)) static void work(unsigned long round)
{
    begin();
    for (unsigned long i = 0; i < ENTRIES; i++)
        update(&table[i], round ^ i);
    end();
}

int main(int argc, char **argv)
{
    (void)argv;
    unsigned long sum = 0;
    for (unsigned long round = 0; round < ROUNDS; round++) {
        stuck = argc > 1 && round == 1;
        work(round);
    }
    for (unsigned long i = 0; i < ENTRIES; i++)
        sum ^= table[i] * (i + 1);
    printf("sum %lu\n", sum);
    fflush(stdout);
}
