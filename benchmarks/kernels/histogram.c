/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* histogram.c - how often each value of red, green and blue is in an image.

   Kind: table increments; the task of Phoenix's histogram, with threads. Bound
   by the latency from a store to the load of the same counter. SIZE is the
   number of frames, each cut out of a large picture; THREADS share them. */

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SIDE = 72, FRAME = 64, VALUES = 256, MAX_SIZE = 10000000 };
enum { MAX_THREADS = 64 };

struct pixel {
    uint8_t red, green, blue;
};

struct histogram {
    uint32_t red[VALUES], green[VALUES], blue[VALUES];
};

struct job {
    pthread_t thread;
    long first, last; /* frames */
    struct histogram frame;
    uint64_t red[VALUES], green[VALUES], blue[VALUES], medians;
};

static struct pixel picture[SIDE][SIDE];
static struct job jobs[MAX_THREADS];

/* Colours that drift, with noise. */
static void picture_init(void)
{
    uint32_t seed = 9;
    for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++) {
            seed = seed * 1664525u + 1013904223u;
            picture[y][x].red = (uint8_t)(2 * x + (seed >> 26));
            picture[y][x].green = (uint8_t)(3 * y + (seed >> 20 & 31));
            picture[y][x].blue = (uint8_t)(x + y + (seed >> 13 & 127));
        }
}

static void count_row(struct histogram *h, const struct pixel *row)
{
    for (int x = 0; x < FRAME; x++) {
        h->red[row[x].red]++;
        h->green[row[x].green]++;
        h->blue[row[x].blue]++;
    }
}

/* The least value such that half of the pixels are not above it. Adds the
   counts to the sums, and clears them for the next frame. */
static unsigned take_counts(uint32_t *counts, uint64_t *sums)
{
    uint32_t seen = 0;
    unsigned median = 0;
    for (unsigned value = 0; value < VALUES; value++) {
        seen += counts[value];
        median += seen < FRAME * FRAME / 2;
        sums[value] += counts[value];
        counts[value] = 0;
    }
    return median;
}

static void *run(void *argument)
{
    struct job *job = argument;
    for (long frame = job->first; frame < job->last; frame++) {
        long x = frame * 3 % (SIDE - FRAME + 1);
        long y = frame / 4 % (SIDE - FRAME + 1);
        for (int row = 0; row < FRAME; row++)
            count_row(&job->frame, &picture[y + row][x]);
        uint64_t medians = take_counts(job->frame.red, job->red);
        medians += 3 * take_counts(job->frame.green, job->green);
        medians += 5 * take_counts(job->frame.blue, job->blue);
        job->medians += medians * (uint64_t)(frame % 101 + 1);
    }
    return NULL;
}

/* The calling thread does the first job. */
static int run_all(long size, int threads)
{
    for (int i = 0; i < threads; i++) {
        jobs[i].first = size * i / threads;
        jobs[i].last = size * (i + 1) / threads;
        if (i > 0 && pthread_create(&jobs[i].thread, NULL, run, &jobs[i]))
            return 0;
    }
    run(&jobs[0]);
    for (int i = 1; i < threads; i++)
        if (pthread_join(jobs[i].thread, NULL))
            return 0;
    return 1;
}

static void merge(struct job *to, const struct job *from)
{
    for (int i = 0; i < VALUES; i++) {
        to->red[i] += from->red[i];
        to->green[i] += from->green[i];
        to->blue[i] += from->blue[i];
    }
    to->medians += from->medians;
}

static void print_channel(const char *name, const uint64_t *counts)
{
    uint64_t mixed = 0, weighted = 0;
    for (unsigned value = 0; value < VALUES; value++) {
        mixed = mixed * 31 + counts[value];
        weighted += counts[value] * value;
    }
    printf("%-5s sum %12llu mixed %016llx\n", name,
           (unsigned long long)weighted, (unsigned long long)mixed);
}

/* The argument of that number, which is optional; 0 if it is no good. */
static long argument(int argc, char **argv, int number, long most, long usual)
{
    char *end;
    if (argc <= number)
        return usual;
    long value = strtol(argv[number], &end, 10);
    return !*end && value > 0 && value <= most ? value : 0;
}

int main(int argc, char **argv)
{
    long size = argument(argc, argv, 1, MAX_SIZE, 40);
    int threads = (int)argument(argc, argv, 2, MAX_THREADS, 1);

    if (argc > 3 || !size || !threads) {
        fprintf(stderr,
                "usage: histogram [SIZE [THREADS]], from 1 to %d and %d\n",
                MAX_SIZE, MAX_THREADS);
        return 2;
    }
    picture_init();
    if (!run_all(size, threads)) {
        fprintf(stderr, "histogram: cannot run %d threads\n", threads);
        return 1;
    }
    for (int i = 1; i < threads; i++)
        merge(&jobs[0], &jobs[i]);
    printf("histogram: %ld frames, medians %llu\n", size,
           (unsigned long long)jobs[0].medians);
    print_channel("red", jobs[0].red);
    print_channel("green", jobs[0].green);
    print_channel("blue", jobs[0].blue);
    return 0;
}
