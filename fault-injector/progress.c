/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* progress.c - rate and time left. */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PLAIN_EVERY = 15 };

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_begin(struct progress *progress, uint64_t total)
{
    *progress = (struct progress){
        .total = total, .began = now(), .terminal = isatty(STDERR_FILENO)};
    progress->next = progress->began + (progress->terminal ? 0 : PLAIN_EVERY);
}

static void print(const struct progress *progress, uint64_t done)
{
    double elapsed = now() - progress->began;
    double rate = elapsed > 0 ? (double)done / elapsed : 0;

    fprintf(stderr, "%s%llu/%llu injections, %.1f/s",
            progress->terminal ? "\r\033[K" : "tandem-inject: ",
            (unsigned long long)done, (unsigned long long)progress->total,
            rate);
    if (rate > 0 && done < progress->total)
        fprintf(stderr, ", %.0f s left",
                (double)(progress->total - done) / rate);
}

void progress_show(struct progress *progress, uint64_t done)
{
    if (now() < progress->next)
        return;
    print(progress, done);
    if (!progress->terminal)
        fputc('\n', stderr);
    progress->next = now() + (progress->terminal ? 0.2 : PLAIN_EVERY);
}

void progress_end(struct progress *progress, uint64_t done)
{
    print(progress, done);
    fputc('\n', stderr);
}
