/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A crash in a transaction rolls it back; one that persists, or comes outside,
   reaches the program as it does without Tandem.

   DEFINE: %{run} = -pthread %s %rt_lib -o %t && timeout 120 %t
   RUN: %unit_cc %{run}
   RUN: %unit_cc -static %{run}
   RUN: gcc -std=c11 -O2 -Wall -Wextra -Werror -D__TANDEM__=1 -I %include %{run}
   RUN: %unit_cc -DNATIVE -pthread %s -o %t && timeout 120 %t
 */

#include "check.h"
#include "transaction.h"

#include <pthread.h>
#include <setjmp.h>
#include <sys/mman.h>
#include <sys/resource.h>

#ifdef NATIVE /* what comes outside of transactions is checked against this */
#undef TX_BEGIN
#undef TX_STORE
#define TX_BEGIN(site) ((void)(site))
#define TX_STORE(place, value) ((void)(place), (void)(value))
#define tx_end() ((void)0)
#endif

static const struct tandem_site site = {"compute", NULL, 0};
static volatile unsigned crashes_left, crashes;
static unsigned long data;
static char *volatile wild = (char *)64;
static char *volatile bus;
static volatile int zero;

static void crash(int number)
{
    switch (number) {
    case SIGSEGV:
        *wild = 1;
        break;
    case SIGBUS:
        *bus = 1;
        break;
    case SIGFPE:
        zero = 1000 / zero;
        break;
    case SIGILL:
        __builtin_trap();
    }
}

NOINLINE static void compute(int number)
{
    volatile unsigned long local = 7;
    TX_BEGIN(&site);
    CHECK(data == 1 && local == 7);
    local = 8;
    TX_STORE(data, 2);
    if (crashes_left) {
        crashes_left--;
        crashes++;
        crash(number);
    }
    tx_end();
}

static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};

#ifndef NATIVE
static void *recover(void *unused)
{
    for (unsigned i = 0; i < 4; i++)
        for (unsigned j = 0; j < 3; j++) {
            data = 1;
            crashes_left = 1 + j;
            compute(numbers[i]);
            CHECK(data == 2 && crashes_left == 0);
        }
    return unused;
}

NOINLINE static int deeper(volatile char *above)
{
    volatile char here[4096];
    here[0] = 1;
    return above == here ? 1 : deeper(here) + here[0];
}

NOINLINE static void overflow_once(void)
{
    TX_BEGIN(&site);
    if (crashes_left) {
        crashes_left--;
        deeper(NULL);
    }
    tx_end();
}

static void *overflow(void *unused)
{
    crashes_left = 2;
    overflow_once();
    return unused;
}
#endif

/* Each in a child, with the same results natively. */

static int wanted; /* the signal */
static volatile sig_atomic_t handled;

static void die(void)
{
    data = 1;
    crashes_left = 1000;
    compute(wanted);
}

static void die_outside(void)
{
    data = 1;
    compute(wanted);
    crash(wanted);
}

static void *die_in_thread_body(void *unused)
{
    die();
    return unused;
}

static void die_in_thread(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, die_in_thread_body, NULL);
    pthread_join(thread, NULL);
}

static void begin_some(void)
{
    data = 1;
    compute(0);
}

static void die_of_kill(void)
{
    begin_some();
    raise(wanted);
    _exit(1);
}

static void count_signal(int number)
{
    CHECK(number == wanted);
    handled++;
}

/* A signal that somebody sends is no fault. */
NOINLINE static void kill_inside(void)
{
    TX_BEGIN(&site);
    raise(wanted);
    tx_end();
}

static void catch_kill(void)
{
    handled = 0;
    signal(wanted, count_signal);
    kill_inside();
    CHECK(handled == 1);
#ifndef NATIVE
    CHECK(tandem_read_counter(TANDEM_COUNT_CRASHES) == 0);
#endif
    signal(wanted, SIG_DFL);
    kill_inside();
}

static void ignore_kill(void)
{
    begin_some();
    signal(wanted, SIG_IGN);
    raise(wanted);
    signal(wanted, SIG_DFL);
    raise(wanted);
}

static jmp_buf back;
static volatile int got, code;
static void *volatile address;

static void on_crash(int number, siginfo_t *info, void *context)
{
    got = number;
    code = info->si_code;
    address = info->si_addr;
    handled++;
    CHECK(context != NULL);
    sigset_t now;
    sigprocmask(SIG_SETMASK, NULL, &now);
    CHECK(sigismember(&now, number) && sigismember(&now, SIGUSR1));
    CHECK(!sigismember(&now, SIGUSR2));
    siglongjmp(back, 1);
}

static void catch_it(void)
{
    struct sigaction action = {.sa_sigaction = on_crash,
                               .sa_flags = SA_SIGINFO | SA_RESETHAND};
    struct sigaction old;
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGUSR1);
    for (volatile int early = 0; early < 2; early++) {
        if (!early)
            begin_some();
        sigaction(wanted, &action, NULL);
        sigaction(wanted, NULL, &old);
        CHECK(old.sa_sigaction == on_crash);
        CHECK((old.sa_flags & SA_SIGINFO) && (old.sa_flags & (int)SA_RESETHAND));
        CHECK(sigismember(&old.sa_mask, SIGUSR1) == 1);
        handled = 0;
        if (!sigsetjmp(back, 1)) {
            die();
            _exit(2);
        }
        CHECK(handled == 1 && got == wanted && code > 0);
        CHECK(wanted != SIGSEGV || address == (void *)64);
        sigaction(wanted, NULL, &old);
        CHECK(old.sa_handler == SIG_DFL);
    }
    die(); /* SA_RESETHAND */
}

static void on_overflow(int number)
{
    (void)number;
    _exit(42);
}

NOINLINE static int recurse(volatile char *above)
{
    volatile char here[4096];
    here[0] = 1;
    return above == here ? 1 : recurse(here) + here[0];
}

/* The program's own alternate stack serves its handler. */
static void catch_overflow(void)
{
    static char stack[65536];
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof(stack)}, NULL);
    begin_some();
    struct sigaction action = {.sa_handler = on_overflow,
                               .sa_flags = SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    _exit(recurse(NULL));
}

static void die_of_overflow(void)
{
    begin_some();
    _exit(recurse(NULL));
}

static void dies(void (*function)(void))
{
    struct outcome outcome = run_child(function);
    if (!DIED_OF(outcome, wanted))
        printf("signal %d: status %x %s\n", wanted, outcome.status,
               outcome.err);
    CHECK(DIED_OF(outcome, wanted));
    CHECK(outcome.err[0] == '\0');
}

int main(void)
{
    FILE *file = tmpfile(); /* pages beyond its end */
    bus = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    CHECK(bus != MAP_FAILED);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    setrlimit(RLIMIT_STACK, &(struct rlimit){1 << 20, 1 << 20});

    for (unsigned i = 0; i < 4; i++) {
        wanted = numbers[i];
        dies(die);
        dies(die_outside);
        dies(die_in_thread);
        dies(die_of_kill);
        dies(ignore_kill);
        dies(catch_kill);
        dies(catch_it);
    }
    wanted = SIGSEGV;
    CHECK(WEXITSTATUS(run_child(catch_overflow).status) == 42);
    dies(die_of_overflow);
#ifndef NATIVE
    pthread_t thread;
    recover(NULL);
    CHECK(tandem_read_counter(TANDEM_COUNT_CRASHES) == 24);
    CHECK(tandem_read_counter(TANDEM_COUNT_DETECTED) == 0);
    pthread_create(&thread, NULL, recover, NULL);
    pthread_join(thread, NULL);
    overflow(NULL);
    pthread_create(&thread, NULL, overflow, NULL);
    pthread_join(thread, NULL);
    CHECK(tandem_read_counter(TANDEM_COUNT_ROLLBACKS) == 52);
#endif
    return 0;
}
