/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* main.c - prints 50 and 6, by way of scale.c, mul.c and, noted, native.c. */

#include <stdio.h>

int scale(int x);
#ifdef WITH_NATIVE
int native(int x);
#else
#define native(x) (x)
#endif

__attribute__((noinline)) int work(int x)
{
    return scale(x);
}

int main(int count, char **arguments)
{
    (void)arguments;
    printf("%d\n", work(count + 6));
    printf("%d\n", native(count + 5));
    return 0;
}
