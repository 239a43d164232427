/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Calls from and to code outside: callbacks, exit handlers, signals, jumps.
   RUN: bash %S/Inputs/same.sh %cc %tandem_clang %t %s
   RUN: bash %S/Inputs/same.sh %cc '%tandem_clang -ftandem=tmr' %t -O2 %s
 */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int numbers[200];

static int ascending(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int (*volatile compare)(const void *, const void *) = ascending;

static void at_exit(void)
{
    printf("exit %d\n", numbers[3]);
}

static jmp_buf top;
static volatile sig_atomic_t signals;

static void on_signal(int number)
{
    signals += number == SIGUSR1;
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    (void)info;
    siglongjmp(top, number);
}

__attribute__((noinline)) static int deep(int n)
{
    if (n == 0)
        longjmp(top, 42);
    return deep(n - 1) + 1;
}

__attribute__((noinline)) static int jumps(int n)
{
    volatile int tries = 0;
    int code = setjmp(top);
    if (code == 0)
        return deep(n);
    if (++tries < 5)
        longjmp(top, tries + 100);
    return code * 10 + tries;
}

__attribute__((noinline)) static int faults(volatile int *null)
{
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGSEGV, &action, NULL);
    int code = sigsetjmp(top, 1);
    if (code)
        return code;
    return *null;
}

typedef int operation(int, int);
static int plus(int a, int b) { return a + b; }
static int minus(int a, int b) { return a - b; }
static int times(int a, int b) { return a * b; }
static operation *const table[] = {plus, minus, times};

__attribute__((noinline)) static int apply(operation *const *ops, int n)
{
    int x = 1;
    for (int i = 0; i < n; i++)
        x = ops[i % 3](x, i + 2);
    return x;
}

__attribute__((noinline, noreturn)) static void leave(int code)
{
    printf("leaving with %d\n", code);
    exit(code);
}

int main(int argc, char **argv)
{
    (void)argv;
    for (int i = 0; i < 200; i++)
        numbers[i] = (i * 7919 + argc) % 1009;
    atexit(at_exit);
    qsort(numbers, 200, sizeof(int), compare);
    int key = numbers[77];
    int *found = bsearch(&key, numbers, 200, sizeof(int), compare);
    printf("%d %td\n", numbers[0], found - numbers);
    signal(SIGUSR1, on_signal);
    for (int i = 0; i < 100; i++)
        raise(SIGUSR1);
    printf("%d signals\n", (int)signals);
    printf("%d\n", jumps(argc * 10));
    printf("%d\n", faults(NULL));
    printf("%d\n", apply(table, 20));
    leave(numbers[5] & 63);
}
