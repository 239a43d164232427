/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* table.c - measurements on the terminal, as they come. */
#include "report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS = 10, COLUMN = 9 };

static int widest(const struct matrix *matrix, bool of_variants)
{
    size_t count = of_variants ? matrix->variants : matrix->subjects;
    int most = (int)strlen("geomean");

    for (size_t i = 0; i < count; i++) {
        const struct measurement *m =
            matrix_at(matrix, of_variants ? 0 : i, of_variants ? i : 0);
        int length =
            (int)strlen(of_variants ? m->variant->name : m->subject->name);

        if (length > most)
            most = length;
    }
    return most + 1;
}

static void print_head(const struct matrix *matrix, const char *subject,
                       const char *variant)
{
    printf("%-*s%-*s", widest(matrix, false), subject, widest(matrix, true),
           variant);
}

static void print_ratio(double ratio)
{
    if (isnan(ratio))
        printf("%*s", COLUMN, "-");
    else
        printf("%*.3f", COLUMN, ratio);
}

void table_begin(const struct matrix *matrix)
{
    print_head(matrix, "", "");
    printf("%*s", SECONDS, "CPU s");
    for (size_t i = 0; i < metrics_count; i++)
        if (metric_shown(matrix, &metrics[i]))
            printf("%*s", COLUMN, metrics[i].label);
    printf("\n");
}

void table_subject(const struct matrix *matrix, size_t subject)
{
    const struct measurement *baseline = matrix_at(matrix, subject, 0);

    for (size_t v = 0; v < matrix->variants; v++) {
        const struct measurement *m = matrix_at(matrix, subject, v);

        print_head(matrix, m->subject->name, m->variant->name);
        if (m->error) {
            printf("ERROR: %s\n", m->error);
            continue;
        }
        printf("%*.4f", SECONDS, samples_min(&m->cpu));
        for (size_t i = 0; i < metrics_count; i++)
            if (metric_shown(matrix, &metrics[i]))
                print_ratio(metric_ratio(&metrics[i], m, baseline));
        printf("\n");
    }
    fflush(stdout);
}

static void print_summary(const struct matrix *matrix, size_t variant,
                          const char *label,
                          double (*summary)(const struct samples *))
{
    print_head(matrix, label, matrix_at(matrix, 0, variant)->variant->name);
    printf("%*s", SECONDS, "");
    for (size_t i = 0; i < metrics_count; i++) {
        struct samples ratios = matrix_ratios(matrix, variant, &metrics[i]);

        if (metric_shown(matrix, &metrics[i]))
            print_ratio(summary(&ratios));
        samples_free(&ratios);
    }
    printf("\n");
}

/* Says so when a mean is not over everything. */
static void print_gaps(const struct matrix *matrix, size_t variant)
{
    struct samples ratios =
        matrix_ratios(matrix, variant, &metrics[METRIC_CPU]);

    if (ratios.count < matrix->subjects)
        printf("only %zu of %zu kernels count for %s\n", ratios.count,
               matrix->subjects, matrix_at(matrix, 0, variant)->variant->name);
    samples_free(&ratios);
}

void table_end(const struct matrix *matrix)
{
    printf("\n");
    for (size_t v = 1; v < matrix->variants; v++)
        print_summary(matrix, v, "geomean", samples_geomean);
    for (size_t v = 1; v < matrix->variants; v++)
        print_summary(matrix, v, "max", samples_max);
    for (size_t v = 1; v < matrix->variants; v++)
        print_gaps(matrix, v);
}
