/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* 100,000 rollbacks in two threads, from several frames, with cuts, ranges and
   crashes among them: the results are right and memory does not grow.
   RUN: %unit_cc -pthread %s %rt_lib -o %t && timeout 120 %t
 */

#include "check.h"
#include "transaction.h"

#include <pthread.h>

enum { NUMBERS = 256, ROLLBACKS = 50000 };

static const struct tandem_site site = {"compute", NULL, 0};
static _Thread_local uint32_t seed;
static _Thread_local unsigned long rollbacks;
static _Thread_local unsigned in_round; /* no more than there are retries */
static volatile int *volatile nowhere = (volatile int *)(uintptr_t)64;

/* Not to be undone: it decides where to fail. */
static uint32_t random_number(void)
{
    return seed = seed * 1664525 + 1013904223;
}

static void may_fail(void)
{
    uint32_t number = random_number() >> 16;
    if (number % 32 || in_round == 3)
        return;
    in_round++;
    rollbacks++;
    if (number % 1024)
        __tandem_detected(&site);
    *nowhere = 1;
}

NOINLINE static void add(unsigned long *numbers, unsigned begin, unsigned end)
{
    TX_TEST(&site);
    for (unsigned i = begin; i < end; i++) {
        TX_TEST(&site);
        TX_STORE(numbers[i], numbers[i] + i);
        if (i % 32 == 31)
            may_fail();
    }
    TX_RETURN();
}

NOINLINE static void turn(unsigned long *numbers)
{
    char saved[NUMBERS];
    TX_TEST(&site);
    __tandem_undo_range(numbers, 32 * sizeof(*numbers));
    unsigned long first = numbers[0];
    memmove(numbers, numbers + 1, 31 * sizeof(*numbers));
    numbers[31] = first;
    memset(saved, 1, sizeof(saved));
    __asm__ volatile("" ::"r"(saved) : "memory");
    may_fail();
    CHECK(saved[NUMBERS - 1] == 1);
    TX_RETURN();
}

NOINLINE static void round_of(unsigned long *numbers)
{
    TX_TEST(&site);
    add(numbers, 0, NUMBERS / 2);
    TX_TEST(&site);
    turn(numbers);
    TX_TEST(&site);
    add(numbers, NUMBERS / 2, NUMBERS);
    may_fail();
    TX_RETURN();
}

static void expected_round(unsigned long *numbers)
{
    for (unsigned i = 0; i < NUMBERS / 2; i++)
        numbers[i] += i;
    unsigned long first = numbers[0];
    memmove(numbers, numbers + 1, 31 * sizeof(*numbers));
    numbers[31] = first;
    for (unsigned i = NUMBERS / 2; i < NUMBERS; i++)
        numbers[i] += i;
}

static long resident(void)
{
    long size, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    CHECK(fscanf(file, "%ld %ld", &size, &pages) == 2);
    fclose(file);
    return pages * 4;
}

static void *work(void *argument)
{
    unsigned long numbers[NUMBERS] = {0}, expected[NUMBERS] = {0};
    seed = *(unsigned *)argument;
    long before = 0;
    while (rollbacks < ROLLBACKS) {
        in_round = 0;
        round_of(numbers);
        expected_round(expected);
        CHECK(memcmp(numbers, expected, sizeof(numbers)) == 0);
        if (!before && rollbacks > 1000)
            before = resident();
    }
    CHECK(resident() <= before + 256);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    unsigned seeds[2] = {1, 2};
    for (unsigned i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, &seeds[i]);
    for (unsigned i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) >= 2 * ROLLBACKS);
    CHECK(tandem_read_counter(TANDEM_COUNT_CRASHES) > ROLLBACKS / 100);
    return 0;
}
