/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* With RTM a detection aborts the processor's transaction, which is run again;
   one that persists is reported at its site once the retries are used up.

   REQUIRES: rtm
   RUN: %unit_cc -mrtm -pthread %s %rt_lib -o %t && timeout 60 %t
   RUN: %unit_cc -mrtm -static -pthread %s %rt_lib -o %t && timeout 60 %t
   RUN: env TANDEM_OPTIONS=retries=0 timeout 60 %t 0
 */

#include "check.h"
#include "transaction.h"

#include <immintrin.h>
#include <pthread.h>

static const struct tandem_site site = {"compute", "main.c", 17};
static const struct tandem_site other = {"elsewhere", NULL, 0};
static _Thread_local unsigned long data[64];

/* As the pass emits it. */
static inline void end(void)
{
    if (__tandem_transaction.limit) {
        _xend();
        __tandem_transaction.limit = 0;
    }
}

static unsigned long count(enum tandem_counter counter)
{
    return tandem_read_counter(counter);
}

/* Fails until the counter, which is outside the transaction, says so. */
NOINLINE static void compute(unsigned long fail_until)
{
    volatile unsigned long local = 1;
    unsigned long before = data[0];
    __tandem_rtm_begin(&other);
    CHECK(data[0] == before && local == 1);
    for (unsigned i = 0; i < 64; i++)
        data[i]++;
    local = 2;
    if (count(TANDEM_COUNT_ABORTS_DETECTED) < fail_until)
        __tandem_detected(&site);
    end();
    CHECK(local == 2 && data[0] == before + 1 && data[63] == before + 1);
}

static void fail_always(void)
{
    compute((unsigned long)-1);
}

static void *work(void *unused)
{
    for (unsigned i = 0; i < 10000; i++)
        compute(0);
    return unused;
}

/* Cuts by the budget, as a loop has them. */
NOINLINE static void loop(void)
{
    static volatile unsigned long sum;
    __tandem_rtm_begin(&other);
    for (unsigned i = 0; i < 100000; i++) {
        if (__tandem_transaction.position >= __tandem_transaction.limit)
            __tandem_rtm_begin(&other);
        __tandem_transaction.position += 10;
        sum++;
    }
    end();
    CHECK(sum == 100000);
}

/* What no transaction can do ends it, and runs without. */
NOINLINE static void call_kernel(void)
{
    __tandem_rtm_begin(&other);
    CHECK(getppid() > 0);
    end();
}

int main(int argc, char **argv)
{
    (void)argv;
    struct outcome outcome = run_child(fail_always);
    CHECK(DIED_OF(outcome, SIGABRT));
    CHECK(strcmp(outcome.err,
                 "tandem: fail-stop: replicas differ in compute (main.c:17)\n") == 0);
    if (argc > 1)
        return 0;
    for (unsigned fails = 1; fails <= 3; fails++) {
        unsigned long before = count(TANDEM_COUNT_ABORTS_DETECTED);
        compute(0); /* what it touches is in memory */
        compute(before + fails);
        CHECK(count(TANDEM_COUNT_ABORTS_DETECTED) == before + fails);
    }
    CHECK(count(TANDEM_COUNT_DETECTED) == 6);
    CHECK(count(TANDEM_COUNT_RETRIES) == 6);
    CHECK(count(TANDEM_COUNT_ROLLBACKS) == 6);
    unsigned long unprotected = count(TANDEM_COUNT_UNPROTECTED);
    call_kernel();
    CHECK(count(TANDEM_COUNT_UNPROTECTED) == unprotected + 1);
    unsigned long begun = count(TANDEM_COUNT_TRANSACTIONS);
    loop();
    CHECK(count(TANDEM_COUNT_TRANSACTIONS) >= begun + 1000);
    pthread_t threads[2];
    for (unsigned i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (unsigned i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CHECK(count(TANDEM_COUNT_UNPROTECTED) < 2000);
    return 0;
}
