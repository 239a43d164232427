/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* models.c - for each fault model a place where its effect is known exactly;
 * at_NAME marks it. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#define AT(name) ".globl at_" #name "\nat_" #name ": "

volatile long shared = 5; /* model mem finds it by its name */

/* Four additions of 1; "add $1, %esi" is 83 c6 01. */
static int sum(void)
{
    int x = 0;

    __asm__ volatile("mov $4, %%ecx\n1:\n" AT(add) "add $1, %0\n"
                     AT(count) "dec %%ecx\n" AT(again) "jnz 1b"
                     : "+S"(x)::"ecx", "cc");
    return x;
}

/* Whether 3 is 3; the next call asks by way of the jump. */
static int equal(void)
{
    int x = 3, y;

    __asm__ volatile(AT(compare) "cmp $3, %1\n\tmov $0, %0\n\tsete %b0"
                     : "=&r"(y)
                     : "r"(x)
                     : "cc");
    return y;
}

static int decide(void)
{
    int x = 3, y;

    __asm__ volatile("cmp $3, %1\n\tmov $10, %0\n" AT(decision) "je 1f\n\t"
                     "mov $20, %0\n1:"
                     : "=&r"(y)
                     : "r"(x)
                     : "cc");
    return y;
}

/* loop counts down whichever way it goes. */
static long loop(void)
{
    long left = 5;

    __asm__ volatile("1:\n" AT(loop) "loop 1b" : "+c"(left));
    return left;
}

/* Bit 4 of the program counter leads to the other half. */
static int halves(void)
{
    int x;

    __asm__ volatile(".balign 32\n" AT(half) "mov $1, %0\n\tjmp 1f\n"
                     ".balign 16\n\tmov $2, %0\n1:"
                     : "=r"(x));
    return x;
}

/* Bytes are copied by one repeated instruction. */
static const char *copy(void)
{
    static char to[4];
    const char *from = "abc";
    char *end = to;
    long n = 3;

    __asm__ volatile(AT(repeat) "rep movsb"
                     : "+S"(from), "+D"(end), "+c"(n)::"memory");
    return to;
}

int main(void)
{
    char *heap = sbrk(4096); /* its first page */
    char *map = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    const char *name = (const char *)getauxval(AT_EXECFN);

    heap[100] = 'h';
    map[200] = 'm';
    __asm__ volatile(AT(memory) "nop" ::: "memory");
    printf("sum %d equal %d decide %d loop %ld half %d copy %s\n", sum(),
           equal(), decide(), loop(), halves(), copy());
    printf("data %ld heap %c anon %c stack %c\n", shared, heap[100], map[200],
           name[0]);
    return 0;
}
