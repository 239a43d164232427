/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* main.c - prints 6, and whether it was compiled with the pass. */

#include <stdio.h>
#include <tandem/tandem.h>

int sum(const int *values, int count);

int main(void)
{
#ifdef __TANDEM__
    const char *how = "hardened";
#else
    const char *how = "plain";
#endif
    printf("%d %s\n", sum((int[]){1, 2, 3}, 3), how);
    return 0;
}
