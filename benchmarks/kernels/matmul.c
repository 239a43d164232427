/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* matmul.c - dense matrix product C = A * B in double, blocked, i-k-j order.

   Kind: floating point, vectorisable inner loop. Bound by the load, store and
   FP ports: B's block stays in the first-level cache. SIZE is the number of
   panels of A, which are multiplied by the same square B, one by one. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { ORDER = 96, PANEL = 32, BLOCK = 32, MAX_SIZE = 10000000 };

struct matrix {
    long rows, columns;
    double *cells;
};

struct summary {
    double trace, weighted, squares;
};

static int matrix_create(struct matrix *m, long rows, long columns)
{
    m->rows = rows;
    m->columns = columns;
    m->cells = calloc((size_t)rows * (size_t)columns, sizeof(*m->cells));
    return m->cells != NULL;
}

/* Values between -1 and 1. */
static void matrix_fill(struct matrix *m, uint32_t seed)
{
    long count = m->rows * m->columns;
    for (long i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        m->cells[i] = (int32_t)(seed >> 8) / 8388608.0 - 1.0;
    }
}

static void add_scaled_row(double *restrict to, const double *restrict from,
                           double factor, long count)
{
    for (long j = 0; j < count; j++)
        to[j] += factor * from[j];
}

/* Columns [k, k + BLOCK) of A. */
static void multiply_block(struct matrix *c, const struct matrix *a,
                           const struct matrix *b, long k)
{
    for (long i = 0; i < c->rows; i++) {
        double *to = &c->cells[i * c->columns];
        const double *factors = &a->cells[i * a->columns];
        for (long inner = k; inner < k + BLOCK; inner++)
            add_scaled_row(to, &b->cells[inner * b->columns], factors[inner],
                           b->columns);
    }
}

static void multiply(struct matrix *c, const struct matrix *a,
                     const struct matrix *b)
{
    for (long k = 0; k < a->columns; k += BLOCK)
        multiply_block(c, a, b, k);
}

/* Every cell counts, with a weight that depends on its place. */
static void summary_add(struct summary *sum, const struct matrix *m)
{
    for (long i = 0; i < m->rows; i++) {
        const double *row = &m->cells[i * m->columns];
        sum->trace += row[i % m->columns];
        for (long j = 0; j < m->columns; j++) {
            sum->weighted += row[j] * (double)((i + j) & 63);
            sum->squares += row[j] * row[j];
        }
    }
}

static void matrix_clear(struct matrix *m)
{
    for (long i = 0; i < m->rows * m->columns; i++)
        m->cells[i] = 0;
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 4;
    struct matrix a, b, c;
    struct summary sum = {0, 0, 0};

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: matmul [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    if (!matrix_create(&a, PANEL, ORDER) || !matrix_create(&b, ORDER, ORDER) ||
        !matrix_create(&c, PANEL, ORDER)) {
        fprintf(stderr, "matmul: not enough memory\n");
        return 1;
    }
    matrix_fill(&b, 0);
    for (long panel = 1; panel <= size; panel++) {
        matrix_fill(&a, (uint32_t)panel);
        matrix_clear(&c);
        multiply(&c, &a, &b);
        summary_add(&sum, &c);
    }
    printf("matmul: %ld rows times %d x %d\n", size * PANEL, ORDER, ORDER);
    printf("trace %.4f weighted %.2f squares %.2f\n", sum.trace, sum.weighted,
           sum.squares);
    free(a.cells);
    free(b.cells);
    free(c.cells);
    return 0;
}
