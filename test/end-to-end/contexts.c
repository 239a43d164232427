/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Contexts that are left and entered again: vfork, swapcontext, __builtin_setjmp,
   signal handlers with and without a stack of their own.
   REQUIRES: x86_64
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t -O0 -O2 -w %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 -w %s
 */
#define _GNU_SOURCE
#include <sys/wait.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <ucontext.h>
#include <setjmp.h>
#include <string.h>
#include <signal.h>
static ucontext_t a, b, c;
static int steps;
static void co(int id, int n)
{
    for (int i = 0; i < n; i++) {
        steps = steps * 3 + id + i;
        swapcontext(id ? &b : &a, id ? &a : &b);
    }
}
static void co2(int n)
{
    double d = n;
    for (int i = 0; i < n; i++) {
        d = d * 1.5 + steps;
        swapcontext(&b, &c);
    }
    printf("co2 %g\n", d);
    setcontext(&c);
}
__attribute__((noinline)) static int run(int n)
{
    static char st[65536];
    getcontext(&b);
    b.uc_stack.ss_sp = st;
    b.uc_stack.ss_size = sizeof st;
    b.uc_link = 0;
    makecontext(&b, (void (*)(void))co2, 1, n);
    int s = 0;
    for (int i = 0; i <= n; i++) {
        steps += i;
        swapcontext(&c, &b);
        s += steps * i;
    }
    return s;
}
__attribute__((noinline)) static int again(int n)
{
    volatile int k = 0;
    int x = n * 7, y = x ^ n;
    ucontext_t u;
    getcontext(&u);
    if (k++ < n)
        setcontext(&u);
    return x + y + k;
}
__attribute__((noinline)) static int vf(int n)
{
    int st, x = n * 5 + 3;
    double d = n * 0.5;
    pid_t p = vfork();
    if (p == 0) {
        if (n & 1)
            _exit(n + (int)d);
        execl("/bin/sh", "sh", "-c", "exit 9", (char *)0);
        _exit(127);
    }
    waitpid(p, &st, 0);
    return WEXITSTATUS(st) * x + (int)d;
}
static void *buf[5];
__attribute__((noinline)) static void bl(int n)
{
    if (n == 0)
        __builtin_longjmp(buf, 1);
    bl(n - 1);
    __asm__ volatile("");
}
__attribute__((noinline)) static int bsj(int n)
{
    int x = n * 3;
    if (__builtin_setjmp(buf) == 0) {
        bl(n);
        return -1;
    }
    return x + n;
}
static sigjmp_buf sj;
static volatile sig_atomic_t got;
static int plain;
static void h(int s, siginfo_t *i, void *u)
{
    char here;
    got++;
    plain += s;
    (void)u;
    (void)i;
    stack_t cur;
    sigaltstack(0, &cur);
    if (got == 3)
        siglongjmp(sj, (&here > (char *)cur.ss_sp &&
                        &here < (char *)cur.ss_sp + cur.ss_size)
                           ? 2
                           : 1);
}
__attribute__((noinline)) static int overflow(int n, volatile char *p)
{
    volatile char big[4096];
    big[0] = p ? p[0] : 1;
    return overflow(n + 1, big) + big[0];
}
__attribute__((noinline)) static int alt(void)
{
    stack_t ss = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
    sigaltstack(&ss, 0);
    struct sigaction sa = {.sa_sigaction = h,
                           .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    sigaction(SIGSEGV, &sa, 0);
    sigaction(SIGUSR1, &sa, 0);
    raise(SIGUSR1);
    raise(SIGUSR1);
    int r = sigsetjmp(sj, 1);
    if (r)
        return r;
    return overflow(0, 0);
}
int main(int argc, char **argv)
{
    printf("%d %d\n", run(argc * 7), again(argc + 4));
    for (int i = 0; i < 4; i++)
        printf("%d ", vf(i));
    printf("%d\n", bsj(argc * 6));
    printf("%d\n", alt());
    (void)argv;
    return 0;
}
