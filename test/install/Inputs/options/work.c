/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* work.c - prints 5, with the help of another file. */

#include <stdio.h>

int scale(int x);
int work(int count);

__attribute__((noinline)) int work(int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += scale(sum ^ i);
    return sum;
}

int main(int argc, char **argv)
{
    (void)argv;
    printf("%d\n", work(argc + 4));
    return 0;
}
