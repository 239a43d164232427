/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* check.h - the whole test framework of the C unit programs.

   A test is a main that uses these. It exits with 1 at the first check that
   fails, after a line that says which. */

#ifndef TANDEM_TEST_CHECK_H
#define TANDEM_TEST_CHECK_H
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(condition)                                                   \
    do {                                                                   \
        if (!(condition)) {                                                \
            printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                       \
        }                                                                  \
    } while (0)

struct outcome {
    int status; /* as of waitpid */
    char err[4096];
};

/* Runs the function in a child and collects what it writes to stderr. */
static inline struct outcome run_child(void (*function)(void))
{
    struct outcome outcome = {0};
    int ends[2];
    CHECK(pipe(ends) == 0);
    fflush(NULL);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        function();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t got;
    while ((got = read(ends[0], outcome.err + length,
                       sizeof(outcome.err) - 1 - length)) > 0)
        length += (size_t)got;
    close(ends[0]);
    CHECK(waitpid(child, &outcome.status, 0) == child);
    return outcome;
}

#define DIED_OF(outcome, signal) \
    (WIFSIGNALED((outcome).status) && WTERMSIG((outcome).status) == (signal))

#endif
