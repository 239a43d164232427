/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Each thread has transactions of its own, from its first to its destructors;
   threads that end leave nothing behind, and a forked child is on its own.

   DEFINE: %{run} = -pthread %s %rt_lib -o %t && timeout 60 %t
   RUN: %unit_cc %{run}
   RUN: %unit_cc -static %{run}
   RUN: gcc -std=c11 -O2 -Wall -Wextra -Werror -D__TANDEM__=1 -I %include %{run}
 */

#include "check.h"
#include "transaction.h"

#include <pthread.h>
#include <threads.h>

static const struct tandem_site site = {"compute", NULL, 0};
static _Thread_local unsigned fails_left;
static _Thread_local unsigned long data;
static unsigned destroyed;

NOINLINE static void compute(unsigned fails)
{
    fails_left = fails;
    unsigned long before = data;
    TX_BEGIN(&site);
    CHECK(data == before);
    TX_STORE(data, data + 1);
    if (fails_left) {
        fails_left--;
        __tandem_detected(&site);
    }
    TX_RETURN();
    CHECK(data == before + 1 && !fails_left);
}

/* "VmSize" is what is mapped, "VmRSS" what of it is in memory; in KiB. */
static long memory(const char *what)
{
    char line[256];
    long size = -1;
    FILE *file = fopen("/proc/self/status", "r");
    while (fgets(line, sizeof(line), file))
        if (strncmp(line, what, strlen(what)) == 0)
            size = atol(line + strlen(what) + 1);
    fclose(file);
    CHECK(size > 0);
    return size;
}

static pthread_key_t key;

static void on_end(void *unused)
{
    (void)unused;
    compute(2);
    __atomic_fetch_add(&destroyed, 1, __ATOMIC_RELAXED);
}

static void *short_life(void *argument)
{
    pthread_setspecific(key, argument);
    for (unsigned i = 0; i < 3; i++)
        compute(i);
    return argument;
}

static void *leave_early(void *argument)
{
    pthread_setspecific(key, argument);
    compute(1);
    pthread_exit(argument);
}

static void *wait_for_end(void *argument)
{
    pthread_setspecific(key, argument);
    compute(1);
    while (argument)
        sleep(100);
    return NULL;
}

static int c11(void *argument)
{
    short_life(argument);
    return 7;
}

static void many(unsigned rounds, unsigned together)
{
    pthread_t threads[16];
    for (unsigned i = 0; i < rounds; i++) {
        for (unsigned j = 0; j < together; j++)
            CHECK(pthread_create(&threads[j], NULL, short_life, &key) == 0);
        for (unsigned j = 0; j < together; j++)
            pthread_join(threads[j], NULL);
    }
}

static void other_ends(void)
{
    pthread_t thread;
    thrd_t other;
    void *result;
    int code;
    pthread_create(&thread, NULL, leave_early, &key);
    pthread_join(thread, &result);
    CHECK(result == &key);
    pthread_create(&thread, NULL, wait_for_end, &key);
    pthread_cancel(thread);
    pthread_join(thread, &result);
    CHECK(result == PTHREAD_CANCELED);
    CHECK(thrd_create(&other, c11, &key) == thrd_success);
    thrd_join(other, &code);
    CHECK(code == 7);
}

static void fork_child(void)
{
    CHECK(tandem_read_counter(TANDEM_COUNT_TRANSACTIONS) == 0);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 0);
    compute(3);
    pthread_t thread;
    pthread_create(&thread, NULL, short_life, &key);
    pthread_join(thread, NULL);
    CHECK(tandem_read_counter(TANDEM_COUNT_TRANSACTIONS) == 5);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 3 + 3 + 2);
    _exit(9);
}

int main(void)
{
    pthread_key_create(&key, on_end);
    compute(1);
    many(50, 4);
    long mapped = memory("VmSize:"), resident = memory("VmRSS:");
    many(250, 4);
    CHECK(memory("VmSize:") <= mapped + 128);
    CHECK(memory("VmRSS:") <= resident + 512);
    CHECK(destroyed == 1200);
    CHECK(tandem_read_counter(TANDEM_COUNT_TRANSACTIONS) == 1 + 1200 * 4);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 1 + 1200 * 5);
    many(1, 16);
    other_ends();
    struct outcome outcome = run_child(fork_child);
    CHECK(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 9);
    CHECK(tandem_read_counter(TANDEM_COUNT_DETECTED) ==
          tandem_read_counter(TANDEM_COUNT_ROLLBACKS));
    return 0;
}
