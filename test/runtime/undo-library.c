/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A native program may load a hardened library and unload it: its transactions
   roll back in between, and signals have their old effect afterwards. In a
   hardened program the library uses the program's runtime.

   RUN: %unit_cc -DLIBRARY -fPIC -shared %s %rt_lib -o %t.so
   RUN: %unit_cc -pthread -DPATH='"%t.so"' %s -o %t.native
   RUN: timeout 60 %t.native
   RUN: %unit_cc -pthread -DHARDENED -DPATH='"%t.so"' %s \
   RUN:   -Wl,-u,__tandem_abi_v1 -Wl,--export-dynamic-symbol='__tandem_*' \
   RUN:   -Wl,--export-dynamic-symbol='tandem_*' %rt_lib -o %t
   RUN: timeout 60 %t
   RUN: llvm-nm -D --defined-only %t | FileCheck %s
   CHECK-DAG: {{[TW]}} sigaction
   CHECK-DAG: {{[TW]}} signal
 */

#include "check.h"
#include "transaction.h"

#ifdef LIBRARY

static const struct tandem_site site = {"library", NULL, 0};
static unsigned long data;
static volatile int *volatile nowhere = (volatile int *)(uintptr_t)64;

unsigned long compute(unsigned detections, unsigned crashes);

NOINLINE unsigned long compute(unsigned detections, unsigned crashes)
{
    static volatile unsigned detections_left, crashes_left;
    detections_left = detections;
    crashes_left = crashes;
    TX_BEGIN(&site);
    TX_STORE(data, data + 1);
    if (detections_left) {
        detections_left--;
        __tandem_detected(&site);
    }
    if (crashes_left) {
        crashes_left--;
        *nowhere = 1;
    }
    TX_RETURN();
    return data;
}

#else

#include <dlfcn.h>
#include <pthread.h>

typedef unsigned long function(unsigned, unsigned);

static void *use(void *argument)
{
    function *compute = *(function **)argument;
    unsigned long before = compute(0, 0);
    CHECK(compute(2, 1) == before + 1);
    return argument;
}

static void on_usr1(int number)
{
    CHECK(number == SIGUSR1);
}

static void crash(void)
{
    *(volatile int *volatile)(uintptr_t)64 = 1;
}

int main(void)
{
    signal(SIGUSR1, on_usr1);
    for (unsigned i = 0; i < 3; i++) {
        void *library = dlopen(PATH, RTLD_NOW | RTLD_LOCAL);
        CHECK(library);
        function *compute;
        *(void **)&compute = dlsym(library, "compute");
        pthread_t thread;
        use(&compute);
        pthread_create(&thread, NULL, use, &compute);
        pthread_join(thread, NULL);
        CHECK(raise(SIGUSR1) == 0);
        dlclose(library);
        CHECK(raise(SIGUSR1) == 0);
        CHECK(DIED_OF(run_child(crash), SIGSEGV));
    }
#ifdef HARDENED
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 3 * 6);
#endif
    return 0;
}

#endif
