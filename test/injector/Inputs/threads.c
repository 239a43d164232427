/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* threads.c - programs with threads, by argument. Each thread looks at each of
 * its turns whether the instruction at at_wide or at_short still gives 0. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>

enum { TURNS = 2000, CROWD = 3, ROUNDS = 20 };

static pthread_barrier_t together;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *what;
static atomic_int turn, ticks, begun;
static uint64_t sum;

/* The block of at_wide has room for a window, that of at_short has none. */
__attribute__((noinline)) static uint64_t look(void)
{
    uint64_t wide, narrow;

    __asm__ volatile(".globl at_wide\nat_wide: xor %k0, %k0\n"
                     "mov %k0, %k0\nmov %k0, %k0\n"
                     "jmp 1f\n1:\n.globl at_short\nat_short: xor %k1, %k1\n"
                     "jmp 2f\n2:"
                     : "=&a"(wide), "=&d"(narrow));
    return wide | narrow;
}

static void work(const char *name, unsigned turns)
{
    for (unsigned k = 1; k <= turns; k++)
        if (look())
            printf("thread %s, execution %u\n", name, k);
}

/* Where a fault in rax crashes: of a thread's own accord. */
__attribute__((noinline)) static void touch(uint64_t *place)
{
    __asm__ volatile(".globl at_touch\nat_touch: mov %0, %%rax\n"
                     "addq $1, (%%rax)"
                     :
                     : "r"(place)
                     : "rax", "memory");
}

static void wait_for(atomic_int *what_for, int value)
{
    while (atomic_load(what_for) != value)
        thrd_yield();
}

static int inner(void *name)
{
    work(name, TURNS);
    return 0;
}

__attribute__((noinline)) static void add_up(void)
{
    for (int k = 0; k < TURNS / 4; k++) {
        pthread_mutex_lock(&lock);
        touch(&sum);
        pthread_mutex_unlock(&lock);
    }
}

static void take_turns(int number)
{
    for (int r = 0; r < ROUNDS; r++) {
        wait_for(&turn, number);
        sum += (uint64_t)r;
        atomic_store(&turn, (number + 1) % CROWD);
    }
}

static void *outer(void *argument)
{
    int number = (int)(intptr_t)argument;
    char name[24], below[24];
    thrd_t thread;

    snprintf(name, sizeof name, "%d", number + 1);
    snprintf(below, sizeof below, "%d.1", number + 1);
    if (!strcmp(what, "nested"))
        thrd_create(&thread, inner, below);
    if (!strcmp(what, "busy") || !strcmp(what, "signals")) {
        pthread_barrier_wait(&together);
        work(name, 500 * TURNS);
        return NULL;
    }
    work(name, TURNS);
    if (!strcmp(what, "nested"))
        thrd_join(thread, NULL);
    if (!strcmp(what, "lock"))
        add_up();
    if (!strcmp(what, "turns"))
        take_turns(number);
    if (!strcmp(what, "exit")) {
        begun++;
        wait_for(&begun, number ? CROWD + 1 : CROWD); /* all but one for ever */
        exit(0);
    }
    if (!strcmp(what, "fork") && fork() == 0) {
        work("child", TURNS);
        _exit(0);
    }
    return NULL;
}

static void tick(int number)
{
    ticks++;
    for (volatile int i = 0; i < 100000 + number; i++)
        continue;
}

static void *deaf(void *argument)
{
    sigset_t all;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    return outer(argument);
}

int main(int argc, char **argv)
{
    pthread_t threads[CROWD];
    bool timed;

    what = argc > 1 ? argv[1] : "";
    timed = !strcmp(what, "signals");
    if (timed) {
        sigaction(SIGALRM, &(struct sigaction){.sa_handler = tick}, NULL);
        setitimer(ITIMER_REAL, &(struct itimerval){{0, 1000}, {0, 1000}}, NULL);
    }
    pthread_barrier_init(&together, NULL, CROWD);
    for (intptr_t i = 0; i < CROWD; i++)
        pthread_create(&threads[i], NULL, timed ? deaf : outer, (void *)i);
    work("main", TURNS / 2);
    while (timed && ticks < 20)
        look();
    if (!strcmp(what, "leader"))
        pthread_exit(NULL);
    for (int i = 0; i < CROWD; i++)
        pthread_join(threads[i], NULL);
    while (wait(NULL) > 0)
        continue;
    printf("sum %llu\n", (unsigned long long)sum);
    return 0;
}
