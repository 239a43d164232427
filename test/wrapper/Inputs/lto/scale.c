/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* scale.c - a function that is inlined from one file and inlines from another. */

int mul(int a, int b);
int scale(int x);

int scale(int x)
{
    return mul(x, x) + 1;
}
