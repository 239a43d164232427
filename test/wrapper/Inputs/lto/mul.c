/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* mul.c - the innermost function. */

int mul(int a, int b);

int mul(int a, int b)
{
    return a * b;
}
