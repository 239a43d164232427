/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* terminal.c - a program that asks its user something on the terminal. */
#include <stdio.h>

int main(void)
{
    FILE *terminal = fopen("/dev/tty", "r");

    if (!terminal) {
        perror("cannot open the terminal");
        return 3;
    }
    return fgetc(terminal) == 'y';
}
