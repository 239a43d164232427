/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sum.c - one function with something to check, in a file of its own. */

int sum(const int *values, int count);

int sum(const int *values, int count)
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += values[i];
    return total;
}
