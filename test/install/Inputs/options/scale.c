/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* scale.c - a function that link-time optimisation inlines. */

int scale(int x);

int scale(int x)
{
    return x * 3 + 1;
}
