/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Of threads that detect at once one stops the program, and none goes on or
   cuts that short.
   RUN: %unit_cc -pthread %s %rt_lib -o %t && timeout 60 %t
 */

#include "check.h"

#include <tandem/tandem.h>

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 50 };

static pthread_barrier_t barrier;
static int hook_calls;

static void count_and_wait(const struct tandem_event *event)
{
    (void)event;
    /* Time for the others to get here too, if they could. */
    usleep(20000);
    if (__atomic_add_fetch(&hook_calls, 1, __ATOMIC_SEQ_CST) != 1 ||
        write(STDERR_FILENO, "hook\n", 5) != 5)
        _exit(4);
}

static void *detect(void *unused)
{
    pthread_barrier_wait(&barrier);
    __tandem_detected(&(struct tandem_site){"compute", NULL, 0});
    return unused;
}

static void detect_in_all(void)
{
    pthread_t threads[THREADS];
    pthread_barrier_init(&barrier, NULL, THREADS);
    tandem_set_hook(count_and_wait);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, detect, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

int main(void)
{
    for (int i = 0; i < ROUNDS; i++) {
        struct outcome outcome = run_child(detect_in_all);
        CHECK(DIED_OF(outcome, SIGABRT));
        CHECK(strcmp(outcome.err,
                     "tandem: fail-stop: replicas differ in compute\n"
                     "hook\n") == 0);
    }
    return 0;
}
