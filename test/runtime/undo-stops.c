/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A transaction that fails each time stops the program with its site, after as
   many retries as the options say; so does whatever goes wrong in a rollback.

   RUN: %unit_cc %s %rt_lib -o %t && timeout 60 %t
   RUN: %unit_cc -static %s %rt_lib -o %t && timeout 60 %t
   RUN: env TANDEM_OPTIONS=retries=0 timeout 60 %t 0
   RUN: env TANDEM_OPTIONS=retries=7:migrate=0 timeout 60 %t 7
 */

#include "check.h"
#include "transaction.h"

#include <sched.h>

static const struct tandem_site site = {"compute", "main.c", 17};
static const struct tandem_site other = {"elsewhere", NULL, 0};
static unsigned long runs; /* not logged: all runs are counted */
static unsigned long data;

NOINLINE static void fail_always(void)
{
    TX_BEGIN(&other);
    runs++;
    TX_STORE(data, 5);
    __tandem_detected(&site);
}

static void print_runs(const struct tandem_event *event)
{
    if (event->kind == TANDEM_DETECTED)
        fprintf(stderr, "%lu runs, %lu moves\n", runs,
                tandem_read_counter(TANDEM_COUNT_MOVES));
}

static void exhaust(void)
{
    tandem_set_hook(print_runs);
    fail_always();
}

/* Not a transaction any more. */
NOINLINE static void fail_after_end(void)
{
    TX_BEGIN(&other);
    tx_end();
    __tandem_detected(&site);
}

static uintptr_t *last_header(void)
{
    return (uintptr_t *)__tandem_transaction.position - 1;
}

NOINLINE static void fail_with_wild_entry(void)
{
    TX_BEGIN(&other);
    TX_STORE(data, 5);
    *last_header() ^= (uintptr_t)&data << TANDEM_LOG_CODE_BITS;
    *last_header() ^= (uintptr_t)16 << TANDEM_LOG_CODE_BITS;
    __tandem_detected(&site);
}

NOINLINE static void fail_with_wild_size(void)
{
    TX_BEGIN(&other);
    TX_STORE(data, 5);
    *last_header() |= TANDEM_LOG_RANGE;
    *(uintptr_t *)((char *)last_header() + TANDEM_LOG_OLD) = (uintptr_t)-1;
    __tandem_detected(&site);
}

NOINLINE static void fail_with_lost_entry(void)
{
    TX_BEGIN(&other);
    TX_STORE(data, 5);
    *last_header() = 0;
    __tandem_detected(&site);
}

/* An entry of the transaction before is none of this one. */
NOINLINE static void fail_with_old_entry(void)
{
    TX_BEGIN(&other);
    TX_STORE(data, 5);
    TX_STORE(data, 5);
    TX_BEGIN(&other);
    __tandem_transaction.position += sizeof(uintptr_t);
    __tandem_detected(&site);
}

/* There may be entries in memory of the program, then. */
static char memory[2 * TANDEM_LOG_OLD];

NOINLINE static void cut_with_wild_position(void)
{
    TX_BEGIN(&other);
    __tandem_transaction.position = (uintptr_t)memory;
    TX_TEST(&site);
}

NOINLINE static void end_with_wild_position(void)
{
    TX_BEGIN(&other);
    tx_end();
    __tandem_undo_damaged(&site);
    TX_BEGIN(&other);
    __tandem_transaction.position = (uintptr_t)memory;
    __tandem_undo_damaged(&site);
}

/* Where no memory is, nothing was written. */
static const uintptr_t bits[] = {(uintptr_t)1 << 15, (uintptr_t)1 << 18,
                                 (uintptr_t)1 << 44, (uintptr_t)1 << 60};

NOINLINE static void cut_nowhere(unsigned which)
{
    TX_BEGIN(&other);
    TX_STORE(data, data + 1);
    if (++runs == 1)
        __tandem_transaction.position ^= bits[which];
    TX_TEST(&site);
    tx_end();
}

NOINLINE static void end_nowhere(unsigned which)
{
    TX_BEGIN(&other);
    TX_STORE(data, data + 1);
    if (++runs == 1) {
        __tandem_transaction.position ^= bits[which];
        __tandem_undo_damaged(&site);
    }
    tx_end();
}

static void recovers(void (*function)(unsigned), unsigned which)
{
    runs = 0;
    data = 6;
    unsigned long before = tandem_read_counter(TANDEM_COUNT_ROLLBACKS);
    function(which);
    CHECK(runs == 2 && data == 7);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == before + 1);
}

static void detect_while_rolling_back(const struct tandem_event *event)
{
    if (event->kind == TANDEM_ROLLED_BACK)
        __tandem_detected(event->site);
}

static void fail_in_hook(void)
{
    tandem_set_hook(detect_while_rolling_back);
    fail_always();
}

static void stops(void (*function)(void), const char *expected)
{
    struct outcome outcome = run_child(function);
    CHECK(DIED_OF(outcome, SIGABRT));
    if (strcmp(outcome.err, expected) != 0)
        puts(outcome.err);
    CHECK(strcmp(outcome.err, expected) == 0);
}

int main(int argc, char **argv)
{
    unsigned retries = argc > 1 ? (unsigned)atoi(argv[1]) : 3;
    cpu_set_t allowed;
    sched_getaffinity(0, sizeof(allowed), &allowed);
    unsigned moves = retries == 3 && CPU_COUNT(&allowed) > 1;
    char expected[200];
    snprintf(expected, sizeof(expected),
             "tandem: fail-stop: replicas differ%s in compute (main.c:17)\n"
             "%u runs, %u moves\n",
             retries ? ", retries are used up" : "", retries + 1, moves);
    stops(exhaust, expected);
    stops(fail_after_end,
          "tandem: fail-stop: replicas differ in compute (main.c:17)\n");
    if (!retries)
        return 0;
    stops(fail_with_wild_entry,
          "tandem: fail-stop: fault while rolling back in elsewhere\n");
    stops(fail_with_wild_size,
          "tandem: fail-stop: damaged undo log in compute (main.c:17)\n");
    stops(fail_with_lost_entry,
          "tandem: fail-stop: damaged undo log in compute (main.c:17)\n");
    stops(fail_with_old_entry,
          "tandem: fail-stop: damaged undo log in compute (main.c:17)\n");
    stops(cut_with_wild_position,
          "tandem: fail-stop: damaged undo log in compute (main.c:17)\n");
    stops(end_with_wild_position,
          "tandem: fail-stop: damaged undo log in compute (main.c:17)\n");
    for (unsigned i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
        recovers(cut_nowhere, i);
        recovers(end_nowhere, i);
    }
    stops(fail_in_hook,
          "tandem: fail-stop: replicas differ in compute (main.c:17)\n");
    return 0;
}
