/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* children.c - a program whose children compute, too: by fork and by system. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define AT(name) ".globl at_" #name "\nat_" #name ": "

static volatile unsigned state = 1;

/* Executed by the parent and by each child. */
__attribute__((noinline)) static unsigned work(int rounds)
{
    unsigned x = state;

    for (int i = 0; i < rounds; i++)
        __asm__ volatile(AT(work) "add $3, %0" : "+S"(x));
    return x;
}

int main(void)
{
    int status, pipe_ends[2];
    unsigned sum = work(10), from_child = 0;

    for (int i = 0; i < 3; i++) {
        if (pipe(pipe_ends))
            return 9;
        if (fork() == 0) {
            unsigned result = work(100 + i);

            _exit(write(pipe_ends[1], &result, sizeof result) < 0);
        }
        if (read(pipe_ends[0], &from_child, sizeof from_child) < 0)
            return 9;
        wait(&status);
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        sum = sum * 31 + from_child + (unsigned)status;
    }
    status = system("exit 5");
    printf("%u %u %d\n", sum, work(10), WEXITSTATUS(status));
    return 0;
}
