/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A detection in a transaction takes registers, frame and memory back to its
   beginning, and what ran before the transaction stays.

   DEFINE: %{run} = -pthread %s %rt_lib -lm -o %t && timeout 60 %t
   RUN: %unit_cc %{run}
   RUN: %unit_cc -O0 %{run}
   RUN: %unit_cc -static %{run}
   RUN: %unit_cc -fPIE -pie %{run}
   RUN: gcc -std=c11 -O2 -Wall -Wextra -Werror -D__TANDEM__=1 -I %include %{run}
 */

#include "check.h"
#include "transaction.h"

#include <fenv.h>

static const struct tandem_site site = {"compute", "main.c", 17};

static struct {
    uint8_t byte;
    uint16_t half;
    uint32_t word;
    uint64_t twice;
    unsigned char odd[5];
    char long_text[40];
    uint64_t *before;
} data;
static unsigned fails_left; /* not in the transaction: kept by not logging */
static uint64_t outside = 1;

/* What must not have changed when the transaction begins once more. */
NOINLINE static void check_start(const uint64_t *locals, uint64_t seed)
{
    for (unsigned i = 0; i < 16; i++)
        CHECK(locals[i] == seed + i);
    CHECK(data.byte == 1 && data.half == 2 && data.word == 3);
    CHECK(data.twice == 4 && strcmp((char *)data.odd, "five") == 0);
    CHECK(strcmp(data.long_text, "a text of more than one word") == 0);
    CHECK(outside == 2);
}

NOINLINE static void change(uint64_t *locals)
{
    TX_TEST(&site); /* in the caller's transaction */
    for (unsigned i = 0; i < 16; i++)
        TX_STORE(locals[i], 99);
    for (unsigned i = 0; i < 3; i++) {
        TX_STORE(data.byte, (uint8_t)(100 + i));
        TX_STORE(data.half, 100);
        TX_STORE(data.word, 100);
        TX_STORE(data.twice, 100);
    }
    __tandem_undo_range(data.odd, sizeof(data.odd));
    memset(data.odd, 'x', sizeof(data.odd));
    __tandem_undo_range(data.long_text, sizeof(data.long_text));
    memset(data.long_text, 'x', sizeof(data.long_text));
    if (fails_left) {
        fails_left--;
        __tandem_detected(&site);
    }
    TX_RETURN();
}

NOINLINE static uint64_t compute(uint64_t seed)
{
    uint64_t locals[16];
    for (unsigned i = 0; i < 16; i++)
        locals[i] = seed + i;
    outside = 2;
    TX_BEGIN(&site);
    check_start(locals, seed);
    change(locals);
    CHECK(tx_is_open());
    uint64_t sum = 0;
    for (unsigned i = 0; i < 16; i++)
        sum += locals[i];
    TX_RETURN();
    CHECK(!tx_is_open());
    return sum + seed;
}

static void fill(void)
{
    data.byte = 1;
    data.half = 2;
    data.word = 3;
    data.twice = 4;
    strcpy((char *)data.odd, "five");
    strcpy(data.long_text, "a text of more than one word");
    outside = 1;
}

/* The modes of the floating-point unit are part of the state, too. */
NOINLINE static void change_rounding(void)
{
    TX_BEGIN(&site);
    volatile double tiny = 1e-20; /* fegetround looks at the x87 part only */
    CHECK(fegetround() == FE_TONEAREST && tiny + 1.0 == 1.0);
    fesetround(FE_UPWARD);
    if (fails_left) {
        fails_left--;
        __tandem_detected(&site);
    }
    fesetround(FE_TONEAREST);
    TX_RETURN();
}

/* The stack of functions that have returned, where the rollback runs itself. */
NOINLINE static void log_deep(void)
{
    volatile unsigned long here[900];
    TX_TEST(&site);
    for (unsigned i = 0; i < 900; i++) {
        here[i] = 0x5555555555555555;
        TX_TEST(&site);
        tx_log((void *)&here[i], sizeof(here[i]));
    }
    TX_RETURN();
}

NOINLINE static void fail_after_deep(void)
{
    TX_BEGIN(&site);
    log_deep();
    CHECK(tx_is_open());
    if (fails_left) {
        fails_left--;
        __tandem_detected(&site);
    }
    TX_RETURN();
}

int main(void)
{
    for (unsigned fails = 0; fails <= 3; fails++) {
        fill();
        fails_left = fails;
        CHECK(compute(1000) == 16 * 99 + 1000);
        CHECK(fails_left == 0);
        CHECK(data.byte == 102 && data.half == 100 && data.twice == 100);
        CHECK(data.odd[4] == 'x' && data.long_text[39] == 'x');
    }
    fails_left = 1;
    change_rounding();
    fails_left = 2;
    sigset_t before, after;
    sigprocmask(SIG_SETMASK, NULL, &before);
    fail_after_deep();
    sigprocmask(SIG_SETMASK, NULL, &after);
    CHECK(memcmp(&before, &after, 8) == 0);
    CHECK(tandem_read_counter(TANDEM_COUNT_TRANSACTIONS) == 6);
    CHECK(tandem_read_counter(TANDEM_COUNT_DETECTED) == 9);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 9);
    CHECK(tandem_read_counter(TANDEM_COUNT_RETRIES) == 9);
    return 0;
}
