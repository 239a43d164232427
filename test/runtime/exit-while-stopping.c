/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A program that ends in one thread while another one is stopping it does not
   end as if all were well.
   RUN: %unit_cc -pthread %s %rt_lib -o %t && timeout 60 %t
 */

#include "check.h"

#include <tandem/tandem.h>

#include <pthread.h>

static int in_hook;

static void wait_long(const struct tandem_event *event)
{
    (void)event;
    __atomic_store_n(&in_hook, 1, __ATOMIC_SEQ_CST);
    sleep(5);
}

static void *detect(void *unused)
{
    __tandem_detected(&(struct tandem_site){"compute", NULL, 0});
    return unused;
}

static void end_meanwhile(void)
{
    pthread_t thread;
    tandem_set_hook(wait_long);
    pthread_create(&thread, NULL, detect, NULL);
    while (!__atomic_load_n(&in_hook, __ATOMIC_SEQ_CST))
        usleep(100);
    exit(0);
}

int main(void)
{
    CHECK(DIED_OF(run_child(end_meanwhile), SIGABRT));
    return 0;
}
