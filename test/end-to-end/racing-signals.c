/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Plain and volatile variables that signal handlers and other threads write
   while they are read, in loops that spin on them, raise no alarm.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O1 -O2 -pthread %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 \
   RUN:   -pthread %s
 */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>

#define THREADS 4

struct state {
    long a, b;
    double real;
    struct state *next;
};

static volatile sig_atomic_t ticks;
static long plain, odd[16];
static double real;
static struct state states[2] = {{1, 2, 0.5, &states[1]},
                                 {3, 4, 1.5, &states[0]}};
static struct state *current = states, copy;
static int go, stop, readers;

static void on_tick(int number)
{
    ticks++;
    plain += number;
    odd[plain & 15] ^= plain;
    real += 0.25;
    current = current->next;
    copy = *current;
    if (ticks >= 200)
        stop = 1;
}

/* Reads what the handler writes, as a plain variable each time. */
__attribute__((noinline)) static long look(int n)
{
    long sum = plain + current->a + copy.b;
    for (int i = 0; i < 16; i++)
        sum += odd[i] > n ? odd[i] : (long)real;
    if (current->next != current)
        sum += current->next->b;
    plain += sum & 1;
    return sum;
}

static void *read_all(void *arg)
{
    long sum = 0;
    while (!go)
        sched_yield();
    while (!stop) {
        for (int i = 0; i < 1000; i++)
            sum += look(i);
        copy.a = sum;
    }
    __atomic_fetch_add(&readers, 1, __ATOMIC_SEQ_CST);
    return sum == 1 ? arg : NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    struct sigaction action = {.sa_handler = on_tick, .sa_flags = SA_RESTART};
    struct itimerval timer = {{0, 2000}, {0, 2000}};
    sigaction(SIGALRM, &action, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, read_all, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
    go = 1;
    while (ticks < 100)
        (void)look(3);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("%d readers, ticked %d\n", readers, ticks >= 200);
    return 0;
}
