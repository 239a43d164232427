/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Atomics of every kind and size, fences, volatile, thread-local variables.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -pthread %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -pthread %s
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -pthread -mcx16 %s
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

#define THREADS 4
#define ROUNDS 2000

static atomic_int count, flag;
static _Atomic unsigned char byte;
static _Atomic short word;
static atomic_long sum, minimum, bits;
static _Atomic double real;
static _Atomic(int *) pointer;
static int cells[ROUNDS * THREADS + 1];
static volatile int port[4];
static _Thread_local long local = 3;
static _Thread_local struct { char c; double d; } local_struct;
static long collected;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_flag spin = ATOMIC_FLAG_INIT;
static long spun;
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16
static __int128 big __attribute__((aligned(16)));
#endif

static void one_round(int id, int i)
{
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
    atomic_fetch_xor(&byte, (unsigned char)i);
    atomic_fetch_sub_explicit(&word, 3, memory_order_release);
    atomic_fetch_or(&bits, 1l << (i % 60));
    pointer++;
    long old = atomic_load(&sum);
    while (!atomic_compare_exchange_weak(&sum, &old, old + i))
        ;
    double r = real;
    while (!atomic_compare_exchange_strong_explicit(
        &real, &r, r + 0.5, memory_order_acq_rel, memory_order_acquire))
        ;
    __atomic_fetch_min((long *)&minimum, -i - id, __ATOMIC_SEQ_CST);
    while (atomic_flag_test_and_set_explicit(&spin, memory_order_acquire))
        thrd_yield();
    spun += i;
    atomic_flag_clear_explicit(&spin, memory_order_release);
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16
    __int128 seen = big;
    for (__int128 now; (now = __sync_val_compare_and_swap(
                            &big, seen, seen + ((__int128)1 << 64) + i)) != seen;)
        seen = now;
#endif
    local += i;
    local_struct.d += local;
}

static void *work(void *arg)
{
    int id = *(int *)arg;
    while (!atomic_load_explicit(&flag, memory_order_acquire))
        thrd_yield();
    for (int i = 0; i < ROUNDS; i++)
        one_round(id, i);
    pthread_mutex_lock(&lock);
    collected += local + (long)local_struct.d % 1000;
    pthread_mutex_unlock(&lock);
    return arg;
}

static int c11_work(void *arg)
{
    work(arg);
    return 5;
}

static int exchange(int n)
{
    int expected = n;
    _Bool ok = atomic_compare_exchange_strong(&flag, &expected, 9);
    int was = atomic_exchange(&flag, 3);
    atomic_thread_fence(memory_order_seq_cst);
    atomic_signal_fence(memory_order_acquire);
    return ok * 100 + expected * 10 + was;
}

static int volatiles(int n)
{
    for (int i = 0; i < n; i++) {
        port[i & 3] = i;
        port[1] += port[2];
        (void)port[3];
    }
    return port[1];
}

int main(void)
{
    pthread_t threads[THREADS];
    thrd_t last;
    int ids[THREADS + 1] = {0, 1, 2, 3, 4};
    pointer = cells;
    for (int i = 0; i < THREADS - 1; i++)
        pthread_create(&threads[i], NULL, work, &ids[i]);
    thrd_create(&last, c11_work, &ids[THREADS - 1]);
    atomic_store(&flag, 1);
    int *result = NULL, code;
    for (int i = 0; i < THREADS - 1; i++) {
        pthread_join(threads[i], (void **)&result);
        printf("%d\n", *result);
    }
    thrd_join(last, &code);
    printf("%d %d %d %d %ld %ld %ld %g %td %ld %ld %ld\n", code, count, byte,
           word, sum, minimum, bits, real, pointer - cells, collected, spun,
           local);
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16
    printf("%lx %lx\n", (long)(big >> 64), (long)big);
#endif
    printf("%d %d %d\n", exchange(1), exchange(2), volatiles(20));
    return (int)sum & 63;
}
