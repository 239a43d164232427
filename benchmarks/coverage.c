/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* coverage.c - puts journals side by side and adds them up per variant.
 *
 * A hardened program executes more instructions, and each is one more chance
 * for a fault. What counts is the SDC rate times the instructions executed,
 * against the same product of the baseline. For several kernels the products
 * are means over kernels, each kernel's instructions being counted in those of
 * its baseline: so that a long kernel counts no more than a short one. */
#include "coverage.h"

#include "die.h"
#include "rows.h"
#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row of the table: one journal, or all of a variant. */
struct row {
    const char *kernel, *variant;
    uint64_t count[TALLY_OUTCOMES];
    uint64_t total;
    double instructions; /* ratio; a geometric mean over journals */
    double failures;     /* mean of SDC rate x ratio of instructions */
};

static const struct tally *baseline_of(const struct rows *rows,
                                       const struct tally *tally)
{
    const char *name = variants[0].name;
    const struct tally *baseline = rows_find(rows, tally->kernel, name);

    if (!baseline)
        die("no journal is of %s built as %s, to which %s could be compared",
            tally->kernel, name, tally->variant);
    return baseline;
}

/* Adds up the journals of VARIANT, of the kernels that OTHER has too; of
 * KERNEL alone unless it is NULL. */
static struct row pool(const struct rows *rows, const char *kernel,
                       const char *variant, const char *other)
{
    struct row row = {kernel ? kernel : "pooled", variant, {0}, 0, 0, 0};
    double logarithms = 0, products = 0, n = 0;

    for (size_t i = 0; i < rows->count; i++) {
        const struct tally *tally = &rows->list[i];
        double ratio;

        if (strcmp(tally->variant, variant) ||
            (kernel && strcmp(tally->kernel, kernel)) ||
            !rows_find(rows, tally->kernel, other))
            continue;
        ratio = tally->dynamic / baseline_of(rows, tally)->dynamic;
        for (int o = 0; o < TALLY_OUTCOMES; o++)
            row.count[o] += tally->count[o];
        row.total += tally->total;
        logarithms += log(ratio);
        products +=
            (double)tally->count[TALLY_SDC] / (double)tally->total * ratio;
        n++;
    }
    row.instructions = exp(logarithms / n);
    row.failures = products / n;
    return row;
}

static void print_head(void)
{
    printf("%-12s%-18s%8s%6s%9s%9s", "kernel", "variant", "faults", "SDC",
           "SDC %", "at most");
    for (int o = 1; o < TALLY_OUTCOMES; o++)
        printf("%*s", (int)strlen(tally_names[o]) + 2, tally_names[o]);
    printf("%8s  %s\n", "instr", "SDC x instr, times fewer");
}

/* The bounds are of the rates; the ratio of instructions is exact. */
static void print_reduction(const struct row *row, const struct row *baseline)
{
    struct interval base = clopper_pearson(baseline->count[TALLY_SDC],
                                           baseline->total, USUAL_CONFIDENCE);
    struct interval rate =
        clopper_pearson(row->count[TALLY_SDC], row->total, USUAL_CONFIDENCE);
    double least = base.low / (rate.high * row->instructions);

    if (row->failures > 0)
        printf("  %.1f (at least %.1f)\n", baseline->failures / row->failures,
               least);
    else
        printf("  none seen (at least %.1f)\n", least);
}

static void print_row(const struct row *row, const struct row *baseline)
{
    double total = (double)row->total;

    printf("%-12s%-18s%8llu%6llu%9.3f%9.3f", row->kernel, row->variant,
           (unsigned long long)row->total,
           (unsigned long long)row->count[TALLY_SDC],
           100 * (double)row->count[TALLY_SDC] / total,
           100 * clopper_pearson(row->count[TALLY_SDC], row->total,
                                 USUAL_CONFIDENCE)
                     .high);
    for (int o = 1; o < TALLY_OUTCOMES; o++)
        printf("%*.2f", (int)strlen(tally_names[o]) + 2,
               100 * (double)row->count[o] / total);
    printf("%8.2f", row->instructions);
    if (strcmp(row->variant, baseline->variant))
        print_reduction(row, baseline);
    else
        printf("\n");
}

static void print_pooled(const struct rows *rows)
{
    printf("\n");
    for (size_t i = 0; i < rows->count; i++) {
        const char *variant = rows->list[i].variant;
        struct row row = pool(rows, NULL, variant, variant);
        struct row base = pool(rows, NULL, variants[0].name, variant);
        size_t first = 0;

        while (strcmp(rows->list[first].variant, variant))
            first++;
        if (first == i)
            print_row(&row, &base);
    }
}

int coverage(const struct options *options)
{
    struct rows rows = rows_read(options->rest, options->rest_count);

    print_head();
    for (size_t i = 0; i < rows.count; i++) {
        const char *kernel = rows.list[i].kernel;
        const char *variant = rows.list[i].variant;
        struct row row = pool(&rows, kernel, variant, variant);
        struct row base = pool(&rows, kernel, variants[0].name, variant);

        print_row(&row, &base);
    }
    print_pooled(&rows);
    rows_free(&rows);
    return EXIT_FINE;
}
