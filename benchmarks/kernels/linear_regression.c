/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linear_regression.c - the straight line closest to a cloud of points.

   Kind: integer sums over bytes, vectorisable; the task of Phoenix's
   linear_regression, with threads. Bound by the vector ports and by widening.
   SIZE is the number of windows, each a part of one long series of points;
   THREADS share them. */

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS = 6144, WINDOW = 4096, MAX_SIZE = 10000000 };
enum { MAX_THREADS = 64 };

struct point {
    uint8_t x, y;
};

struct sums {
    uint32_t x, y, xx, yy, xy;
};

struct line {
    double slope, start, fit;
};

struct job {
    pthread_t thread;
    long first, last; /* windows */
    struct line *lines;
};

static struct point points[POINTS];
static struct job jobs[MAX_THREADS];

/* y is about x / 2 + 40, and drifts. */
static void points_init(void)
{
    uint32_t seed = 13;
    for (int i = 0; i < POINTS; i++) {
        seed = seed * 1664525u + 1013904223u;
        points[i].x = (uint8_t)(seed >> 24);
        unsigned noise = (seed >> 17 & 63) + (unsigned)i / 256;
        points[i].y = (uint8_t)(40 + points[i].x / 2u + noise);
    }
}

static struct sums sum_up(const struct point *window)
{
    struct sums s = {0, 0, 0, 0, 0};
    for (int i = 0; i < WINDOW; i++) {
        uint32_t x = window[i].x, y = window[i].y;
        s.x += x;
        s.y += y;
        s.xx += x * x;
        s.yy += y * y;
        s.xy += x * y;
    }
    return s;
}

/* Least squares; fit is the square of the correlation. */
static struct line line_through(const struct sums *s)
{
    double n = WINDOW, x = s->x, y = s->y;
    double xx = n * s->xx - x * x, yy = n * s->yy - y * y;
    double xy = n * s->xy - x * y;
    struct line line = {0, y / n, 0};
    if (xx > 0 && yy > 0) {
        line.slope = xy / xx;
        line.start = (y - line.slope * x) / n;
        line.fit = xy * xy / (xx * yy);
    }
    return line;
}

static void *run(void *argument)
{
    struct job *job = argument;
    for (long i = job->first; i < job->last; i++) {
        struct sums s = sum_up(&points[i * 37 % (POINTS - WINDOW + 1)]);
        job->lines[i] = line_through(&s);
    }
    return NULL;
}

/* The calling thread does the first job. */
static int run_all(struct line *lines, long size, int threads)
{
    for (int i = 0; i < threads; i++) {
        jobs[i].first = size * i / threads;
        jobs[i].last = size * (i + 1) / threads;
        jobs[i].lines = lines;
        if (i > 0 && pthread_create(&jobs[i].thread, NULL, run, &jobs[i]))
            return 0;
    }
    run(&jobs[0]);
    for (int i = 1; i < threads; i++)
        if (pthread_join(jobs[i].thread, NULL))
            return 0;
    return 1;
}

static void print_lines(const struct line *lines, long count)
{
    struct line sum = {0, 0, 0};
    for (long i = 0; i < count; i++) {
        double weight = (double)(i % 89 + 1);
        sum.slope += lines[i].slope * weight;
        sum.start += lines[i].start * weight;
        sum.fit += lines[i].fit * weight;
    }
    printf("linear_regression: %ld windows of %d points\n", count, WINDOW);
    printf("first: y = %.6f x + %.4f, fit %.6f\n", lines[0].slope,
           lines[0].start, lines[0].fit);
    printf("all: slopes %.5f starts %.3f fits %.5f\n", sum.slope, sum.start,
           sum.fit);
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
        fprintf(
            stderr,
            "usage: linear_regression [SIZE [THREADS]], from 1 to %d and %d\n",
            MAX_SIZE, MAX_THREADS);
        return 2;
    }
    struct line *lines = malloc((size_t)size * sizeof(*lines));
    if (!lines) {
        fprintf(stderr, "linear_regression: not enough memory for SIZE %ld\n",
                size);
        return 1;
    }
    points_init();
    if (!run_all(lines, size, threads)) {
        fprintf(stderr, "linear_regression: cannot run %d threads\n", threads);
        return 1;
    }
    print_lines(lines, size);
    free(lines);
    return 0;
}
