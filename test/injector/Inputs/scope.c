/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* scope.c - work in two functions of the program and in the C library. */
#include <stdio.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return x < y ? -1 : x > y;
}

__attribute__((noinline)) int fold(const int *list, int count)
{
    int sum = 0;

    for (int i = 0; i < count; i++)
        sum = sum * 31 + list[i];
    return sum;
}

int main(void)
{
    int list[64];

    for (int i = 0; i < 64; i++)
        list[i] = i * 37 % 64;
    qsort(list, 64, sizeof *list, compare);
    printf("%d %d\n", list[1], fold(list, 64));
    return 0;
}
