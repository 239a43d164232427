/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* mandelbrot.c - escape times of the Mandelbrot set, point by point in double.

   Kind: scalar floating point, a branch per iteration. Bound by the latency of
   multiplications and additions that depend on each other, and by one
   mispredicted branch per point. SIZE is the number of rows, of COLUMNS points
   each. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 128, MOST = 96, MAX_SIZE = 10000000 };

struct summary {
    uint64_t steps, mixed;
    long inside;
};

/* The number of steps after which the point escapes, or MOST. */
static int escape_time(double re, double im)
{
    double x = 0, y = 0, xx = 0, yy = 0;
    int steps = 0;
    while (steps < MOST && xx + yy <= 4.0) {
        y = 2 * x * y + im;
        x = xx - yy + re;
        xx = x * x;
        yy = y * y;
        steps++;
    }
    return steps;
}

static void scan_row(double im, uint8_t *row)
{
    for (int i = 0; i < COLUMNS; i++) {
        double re = -0.82 + 0.12 * i / COLUMNS;
        row[i] = (uint8_t)escape_time(re, im);
    }
}

static void summary_add(struct summary *sum, const uint8_t *row)
{
    for (int i = 0; i < COLUMNS; i++) {
        sum->steps += row[i];
        sum->inside += row[i] == MOST;
        sum->mixed = sum->mixed * 31 + row[i];
    }
}

static void print_row(const uint8_t *row)
{
    static const char shades[] = " .:-=+*%@";
    char line[COLUMNS / 2 + 1];
    for (int i = 0; i < COLUMNS / 2; i++)
        line[i] = row[2 * i] == MOST ? '#' : shades[row[2 * i] / 8 % 9];
    line[COLUMNS / 2] = 0;
    puts(line);
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 60;
    struct summary sum = {0, 0, 0};
    uint8_t row[COLUMNS];

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: mandelbrot [SIZE], SIZE from 1 to %d\n",
                MAX_SIZE);
        return 2;
    }
    const long every = (size + 15) / 16;
    for (long i = 0; i < size; i++) {
        scan_row(0.12 + 0.12 * (double)i / (double)size, row);
        summary_add(&sum, row);
        if (i % every == 0)
            print_row(row);
    }
    printf("mandelbrot: %ld points, %ld inside\n", size * COLUMNS, sum.inside);
    printf("steps %llu mixed %016llx\n", (unsigned long long)sum.steps,
           (unsigned long long)sum.mixed);
    return 0;
}
