/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* longjmp.c - control that comes back by other ways than a return: longjmp,
 * signal handlers, and a handler that leaves by siglongjmp. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static jmp_buf env;
static sigjmp_buf signal_env;
static volatile int handled;

static void down(int n)
{
    if (n == 0)
        longjmp(env, 1);
    down(n - 1);
    handled++;
}

static void count(int signal)
{
    handled += signal;
}
static void leave(int signal)
{
    siglongjmp(signal_env, signal);
}

int main(void)
{
    volatile int back = 0;

    for (volatile int i = 0; i < 20; i++)
        if (setjmp(env) == 0)
            down(i % 4);
        else
            back++;
    signal(SIGUSR1, count);
    for (int i = 0; i < 5; i++)
        raise(SIGUSR1);
    signal(SIGSEGV, leave);
    if (sigsetjmp(signal_env, 1) == 0)
        *(volatile int *)(long)(handled & 0) = 1;
    else
        back += 100;
    printf("%d %d\n", back, handled);
    return 0;
}
