/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A thread that writes -0.0 over 0.0 between two loads of it is a race like any
   other: no alarm, although the two are equal as numbers.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O2 -pthread %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -pthread %s
 */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static double shared;
static float sharedf;
static int done;
static double sums[2];
static float sumsf;

static void *toggle(void *arg)
{
    while (!__atomic_load_n(&done, __ATOMIC_RELAXED)) {
        shared = 0.0;
        sharedf = 0.0f;
        __asm__ volatile("" ::: "memory");
        shared = -0.0;
        sharedf = -0.0f;
        __asm__ volatile("" ::: "memory");
    }
    return arg;
}

__attribute__((noinline)) static double get(void)
{
    return shared;
}

__attribute__((noinline)) static float getf(void)
{
    return sharedf;
}

/* The value lives on behind the call: the load is compared itself. */
__attribute__((noinline)) static double get_around(void)
{
    double before = shared;
    sumsf = getf();
    return before;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(void)
{
    pthread_t thread;
    double end = seconds() + 0.5;
    pthread_create(&thread, NULL, toggle, NULL);
    while (seconds() < end)
        for (int i = 0; i < 10000; i++)
            sums[i & 1] = i & 2 ? get() : get_around();
    __atomic_store_n(&done, 1, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    printf("%d\n", sums[0] == 0 && sums[1] == 0 && sumsf == 0);
    return 0;
}
