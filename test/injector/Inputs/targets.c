/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* targets.c - a known instruction for each outcome; at_NAME marks it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define AT(name) ".globl at_" #name "\nat_" #name ": "

static unsigned long number(unsigned long x)
{
    __asm__ volatile(AT(number) "add $1, %0" : "+S"(x));
    return x;
}

/* What is added to a value nobody uses. */
static void unused(void)
{
    __asm__ volatile(AT(unused) "mov $7, %%rdx" ::: "rdx");
}

static long through(long *p)
{
    __asm__ volatile(AT(pointer) "mov %1, %%rax\n\tmov (%%rax), %0"
                     : "=r"(p)
                     : "r"(p)
                     : "rax");
    return (long)p;
}

static void spin(void)
{
    __asm__ volatile("mov $1000, %%ecx\n1:\n" AT(loop) "sub $1, %%rcx\n\t"
                                                       "jnz 1b" ::
                                                           : "rcx", "cc");
}

/* A hardened program in miniature: two copies, compared. */
static void checked(void)
{
    unsigned long a, b;

    __asm__ volatile(AT(copy) "mov $5, %0" : "=a"(a));
    __asm__ volatile("mov $5, %0" : "=c"(b));
    if (a != b) {
        static const char line[] =
            "tandem: fail-stop: replicas differ in checked\n";

        if (write(2, line, sizeof line - 1) > 0)
            abort();
    }
}

static void repaired(void)
{
    unsigned long a;

    __asm__ volatile(AT(vote) "mov $5, %0" : "=a"(a));
    fprintf(stderr, "tandem: corrected %d detected 0\n", a != 5);
}

static int status(void)
{
    int s;

    __asm__ volatile(AT(status) "mov $0, %0" : "=b"(s));
    return s;
}

static float vector(void)
{
    float f[8] = {1, 2, 3, 4, 5, 6, 7, 8}, out[8];

    __asm__ volatile(AT(vector) "movups 16(%0), %%xmm3\n\t"
                                "movups %%xmm3, (%1)" ::"r"(f),
                     "r"(out)
                     : "xmm3", "memory");
    return out[0] + out[3];
}

int main(void)
{
    long here = 42;

    unused();
    spin();
    checked();
    repaired();
    printf("%lu %ld %g\n", number(41), through(&here), (double)vector());
    return status();
}
