/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* ladder.c - a program with open files at every moment of its run: reads its
 * input and a file piece by piece, writes, seeks and reads back another. By
 * argument also what a copy of it could not share, or could not know. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOUR(x) x x x x

/* No loop that a fault could make endless. */
__attribute__((noinline)) static unsigned work(unsigned h)
{
    FOUR(FOUR(h = (h ^ h >> 13) * 0x5bd1e995;))
    return h;
}

static void do_badly(const char *what)
{
    int ends[2];

    if (!strcmp(what, "child") && !fork())
        _exit(0);
    if (!strcmp(what, "pipe") && (pipe(ends) || write(ends[1], what, 4) != 4))
        abort();
    if (!strcmp(what, "shared"))
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
             0);
    if (!strcmp(what, "timer"))
        setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {900, 0}}, NULL);
    if (!strcmp(what, "dup") && dup(1) < 0)
        abort();
    if (!strcmp(what, "outside"))
        close(open("../ladder-outside", O_WRONLY | O_CREAT, 0600));
    wait(NULL);
}

int main(int argc, char **argv)
{
    int file = open("scratch", O_RDWR | O_CREAT, 0600);
    int self = open(argv[0], O_RDONLY);
    unsigned h = 1, piece;
    pid_t me = getpid();

    if (argc > 1)
        do_badly(argv[1]);
    for (int i = 0; i < 60; i++) {
        piece = 0;
        if (read(0, &piece, 3) < 0 || read(self, &piece, 2) < 0)
            return 2;
        h = work(h + piece);
        if (file >= 0 && (write(file, &h, sizeof h) != sizeof h ||
                          pread(file, &piece, 4, i / 2 * 4) != 4))
            return 3;
        h ^= work(piece);
        printf("%08x\n", h);
        if (i % 8 == 0)
            fflush(stdout);
    }
    if (argc > 1 && !strcmp(argv[1], "pid") && getpid() != me)
        return 4;
    return 0;
}
