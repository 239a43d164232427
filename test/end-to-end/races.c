/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Data races happen and raise no alarm.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O1 -O2 -O3 \
   RUN:   -pthread %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -pthread %s
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define ROUNDS 200000

struct record {
    long a, b, c, d;
};

static int started, done;
static long counter;
static double real;
static unsigned char bytes[64];
static struct record shared;
static unsigned version;
static struct record *singleton;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Plain globals, read again because of the call. */
static void wait_for(int *what)
{
    while (!*what)
        sched_yield();
}

static struct record *instance(void)
{
    struct record *it = singleton;
    if (!it) {
        pthread_mutex_lock(&lock);
        if (!singleton) {
            it = malloc(sizeof(*it));
            *it = (struct record){1, 2, 3, 4};
            __atomic_thread_fence(__ATOMIC_RELEASE);
            singleton = it;
        }
        it = singleton;
        pthread_mutex_unlock(&lock);
    }
    return it;
}

static void *increment(void *arg)
{
    (void)arg;
    wait_for(&started);
    for (int i = 0; i < ROUNDS; i++) {
        counter++;
        __asm__ volatile("" ::: "memory");
        real += 0.5;
        bytes[i & 63] = (unsigned char)(bytes[(i + 7) & 63] + 1);
        if (counter & 1)
            counter += 2;
        __asm__ volatile("" ::: "memory");
    }
    return (void *)instance()->a;
}

static void *write_records(void *arg)
{
    (void)arg;
    wait_for(&started);
    for (long i = 1; !done; i++) {
        __atomic_store_n(&version, version + 1, __ATOMIC_RELAXED);
        __atomic_thread_fence(__ATOMIC_RELEASE);
        shared = (struct record){i, 2 * i, 3 * i, 4 * i};
        __atomic_store_n(&version, version + 1, __ATOMIC_RELEASE);
        if (i % 64 == 0)
            sched_yield();
    }
    return NULL;
}

/* The reader of a seqlock: plain loads, and the result is thrown away when
   the version has changed. */
static struct record read_record(void)
{
    struct record r;
    unsigned before, after;
    do {
        before = __atomic_load_n(&version, __ATOMIC_ACQUIRE);
        r = (struct record){shared.a, shared.b, shared.c, shared.d};
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        after = __atomic_load_n(&version, __ATOMIC_RELAXED);
    } while (before != after || before & 1);
    return r;
}

static void *read_records(void *arg)
{
    long wrong = 0;
    (void)arg;
    wait_for(&started);
    for (int i = 0; i < ROUNDS; i++) {
        struct record r = read_record();
        wrong += r.b != 2 * r.a || r.c != 3 * r.a || r.d != 4 * r.a;
    }
    return (void *)wrong;
}

int main(void)
{
    pthread_t threads[THREADS], writer, reader;
    long sum = 0;
    void *result;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, increment, NULL);
    pthread_create(&writer, NULL, write_records, NULL);
    pthread_create(&reader, NULL, read_records, NULL);
    started = 1;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], &result);
        sum += (long)result;
    }
    pthread_join(reader, &result);
    done = 1;
    pthread_join(writer, NULL);
    printf("%ld threads, %ld torn records, counted %d\n", sum, (long)result,
           counter > 0 && real > 0);
    return (int)sum;
}
