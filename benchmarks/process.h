/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* process.h - runs a program to its end and says what it took. */
#ifndef TANDEM_BENCH_PROCESS_H
#define TANDEM_BENCH_PROCESS_H

#include <stdbool.h>

struct process {
    char **argv;
    const char *output; /* file for standard output; NULL: ours */
    const char *error;  /* the same for standard error */
    unsigned timeout;   /* seconds until it is killed; 0: never */
};

struct usage {
    int status; /* as wait(2) gives it */
    double cpu; /* seconds, user and system, with the children it awaited */
    double wall;
    double rss; /* the most memory it had resident, in bytes */
};

/* Finds argv[0] as execvp does; standard input is /dev/null. A program that
 * cannot be started exits with status 127, after a message on its stderr. */
struct usage process_run(const struct process *process);

/* What ended it, in words, to be freed; NULL when it exited with 0. */
char *process_failure(const struct usage *usage);

#endif
