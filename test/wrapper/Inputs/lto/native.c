/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* native.c - a function to compile without the pass. */

int native(int x);

__attribute__((noinline)) int native(int x)
{
    return x % 7;
}
