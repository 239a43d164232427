/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* stencil.c - heat on a plate: 5-point stencil in float, two grids in turn.

   Kind: floating point, vectorisable. Bound by load ports and the second-level
   cache, where the two grids fit. SIZE is the number of sweeps. */

#include <stdio.h>
#include <stdlib.h>

/* With a border of one cell, which keeps its temperature. */
enum { ROWS = 128, COLUMNS = 256, HEATERS = 5, MAX_SIZE = 100000000 };

struct plate {
    float *now, *next;
};

static int plate_create(struct plate *p)
{
    p->now = calloc(ROWS * COLUMNS, sizeof(float));
    p->next = calloc(ROWS * COLUMNS, sizeof(float));
    return p->now && p->next;
}

/* Three edges are cold, the left one is warm towards its middle. */
static void plate_init(struct plate *p)
{
    for (int i = 0; i < ROWS; i++) {
        float warm = (float)(i < ROWS / 2 ? i : ROWS - 1 - i);
        p->now[i * COLUMNS] = warm;
        p->next[i * COLUMNS] = warm;
    }
}

/* The heaters take turns, and each wanders along its row. */
static void heat(struct plate *p, long sweep)
{
    long heater = sweep % HEATERS;
    long row = (heater + 1) * ROWS / (HEATERS + 1);
    long column = 8 + (sweep / HEATERS * 3 + heater * 40) % (COLUMNS - 24);
    for (long j = column; j < column + 8; j++)
        p->now[row * COLUMNS + j] = 100.0f;
}

static void relax_row(float *restrict to, const float *restrict row)
{
    const float *above = row - COLUMNS, *below = row + COLUMNS;
    for (int j = 1; j < COLUMNS - 1; j++) {
        float around = above[j] + below[j] + row[j - 1] + row[j + 1];
        to[j] = row[j] + 0.2f * (around - 4.0f * row[j]);
    }
}

static void sweep_plate(struct plate *p)
{
    for (int i = 1; i < ROWS - 1; i++)
        relax_row(&p->next[i * COLUMNS], &p->now[i * COLUMNS]);
    float *old = p->now;
    p->now = p->next;
    p->next = old;
}

static void print_plate(const struct plate *p, long sweeps)
{
    double sum = 0, moment = 0;
    float most = 0;
    for (int i = 0; i < ROWS; i++)
        for (int j = 0; j < COLUMNS; j++) {
            float t = p->now[i * COLUMNS + j];
            sum += t;
            moment += (double)t * ((i + j) & 63);
            most = t > most ? t : most;
        }
    printf("stencil: %d x %d cells, %ld sweeps\n", ROWS, COLUMNS, sweeps);
    printf("heat %.1f moment %.0f most %.2f\n", sum, moment, (double)most);
    for (int i = 16; i < ROWS; i += 32)
        for (int j = 16; j < COLUMNS; j += 32)
            printf("%6.2f%c", (double)p->now[i * COLUMNS + j],
                   j + 32 < COLUMNS ? ' ' : '\n');
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 20;
    struct plate plate;

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: stencil [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    if (!plate_create(&plate)) {
        fprintf(stderr, "stencil: not enough memory\n");
        return 1;
    }
    plate_init(&plate);
    for (long sweep = 0; sweep < size; sweep++) {
        heat(&plate, sweep);
        sweep_plate(&plate);
    }
    print_plate(&plate, size);
    free(plate.now);
    free(plate.next);
    return 0;
}
