/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* progress.c - rate and time left. */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PLAIN_EVERY = 15, BAR = 30 };

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void progress_begin(struct progress *progress, uint64_t total, uint64_t before,
                    bool limit)
{
    *progress = (struct progress){
        .total = total,
        .before = before,
        .limit = limit,
        .began = now(),
        .terminal = isatty(STDERR_FILENO),
    };
    progress->next = progress->began + (progress->terminal ? 0 : PLAIN_EVERY);
}

static void print_bar(uint64_t done, uint64_t total)
{
    int full = total ? (int)(done * BAR / total) : BAR;

    fputc('[', stderr);
    for (int i = 0; i < BAR; i++)
        fputc(i < full ? '#' : '.', stderr);
    fprintf(stderr, "] %3d %% ", total ? (int)(100 * done / total) : 100);
}

static void print_time(double seconds)
{
    unsigned long s = (unsigned long)seconds;

    if (s >= 3600)
        fprintf(stderr, ", %lu:%02lu:%02lu left", s / 3600, s / 60 % 60,
                s % 60);
    else
        fprintf(stderr, ", %lu:%02lu left", s / 60, s % 60);
}

static void print(const struct progress *progress, uint64_t done)
{
    double elapsed = now() - progress->began;
    double rate = elapsed > 0 ? (double)done / elapsed : 0;
    uint64_t all = progress->before + done;

    fputs(progress->terminal ? "\r\033[K" : "tandem-inject: ", stderr);
    if (progress->terminal && !progress->limit)
        print_bar(all, progress->total);
    fprintf(stderr, "%llu %s %llu injections, %.1f/s", (unsigned long long)all,
            progress->limit ? "of at most" : "of",
            (unsigned long long)progress->total, rate);
    if (rate > 0 && all < progress->total && !progress->limit)
        print_time((double)(progress->total - all) / rate);
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
