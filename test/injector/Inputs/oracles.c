/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* oracles.c - output that is compared in several ways; at_NAME marks where it
 * can be made wrong by little or by much. */
#include <stdio.h>
#include <unistd.h>

#define AT(name) ".globl at_" #name "\nat_" #name ": "

static unsigned number(unsigned x)
{
    __asm__ volatile(AT(number) "add $1000000, %0" : "+S"(x));
    return x;
}

int main(int argc, char **argv)
{
    FILE *one = argc > 1 ? fopen("one", "w") : NULL;
    FILE *two = argc > 1 ? fopen(argv[1], "w") : NULL;
    unsigned x = number(0);

    printf("result %u.5e-3 is fine\n", x);
    if (argc > 2)
        printf("pid %d\n", getpid());
    if (one)
        fprintf(one, "one\n");
    if (two)
        fprintf(two, "two %u\n", x);
    return 0;
}
