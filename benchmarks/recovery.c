/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* recovery.c - what recovery makes of the faults that detection alone notices.
 *
 * Two answers, because the two programs are not the same one. "recovered" is
 * within the one that recovers: of the faults that were noticed there, or
 * should have been, those that ended with the right output and a rollback. "of
 * dmr's" takes the faults that stop or crash the one that only detects, and
 * asks how many fewer do so with recovery, each rate times the instructions
 * executed. */
#include "coverage.h"

#include "die.h"
#include "rows.h"
#include "stats.h"

#include <stdio.h>
#include <string.h>

static const char detecting[] = "dmr";

/* Sums over journals; of the failures, rate times instructions, each kernel's
 * in units of those that only detect. */
struct sum {
    uint64_t total, sdc, recovered, noticed;
    double stopped;
};

static uint64_t stopped(const struct tally *tally)
{
    return tally->count[TALLY_DETECTED] + tally->count[TALLY_CRASH] +
           tally->count[TALLY_HANG];
}

static void add(struct sum *sum, const struct tally *tally, double instructions)
{
    sum->total += tally->total;
    sum->sdc += tally->count[TALLY_SDC];
    sum->recovered += tally->count[TALLY_CORRECTED];
    sum->noticed += tally->count[TALLY_CORRECTED] + stopped(tally) +
                    tally->count[TALLY_SDC];
    sum->stopped +=
        (double)stopped(tally) / (double)tally->total * instructions;
}

static void print_share(uint64_t count, uint64_t total)
{
    struct interval range = clopper_pearson(count, total, USUAL_CONFIDENCE);

    printf("  %6.2f [%6.2f, %6.2f]", 100 * (double)count / (double)total,
           100 * range.low, 100 * range.high);
}

static void print_row(const char *kernel, const char *variant,
                      const struct sum *one, const struct sum *base)
{
    printf("%-20s%-8s%8llu", kernel, variant, (unsigned long long)one->total);
    if (one->noticed)
        print_share(one->recovered, one->noticed);
    else
        printf("%26s", "none noticed");
    if (base->stopped > 0)
        printf("%9.2f", 100 * (1 - one->stopped / base->stopped));
    else
        printf("%9s", "-");
    print_share(one->sdc, one->total);
    print_share(base->sdc, base->total);
    printf("\n");
}

/* One variant: its kernels, and all of them together. */
static void print_variant(const struct rows *rows, const char *variant)
{
    struct sum all = {0}, all_base = {0};

    for (size_t i = 0; i < rows->count; i++) {
        const struct tally *tally = &rows->list[i];
        const struct tally *detects;
        struct sum one = {0}, base = {0};

        if (strcmp(tally->variant, variant))
            continue;
        detects = rows_find(rows, tally->kernel, detecting);
        if (!detects)
            die("no journal is of %s built as %s, to which %s could be "
                "compared",
                tally->kernel, detecting, variant);
        add(&one, tally, tally->dynamic / detects->dynamic);
        add(&base, detects, 1);
        add(&all, tally, tally->dynamic / detects->dynamic);
        add(&all_base, detects, 1);
        print_row(tally->kernel, variant, &one, &base);
    }
    print_row("all", variant, &all, &all_base);
}

static bool is_first(const struct rows *rows, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (!strcmp(rows->list[i].variant, rows->list[at].variant))
            return false;
    return true;
}

/* Those of "native" are left alone: nothing notices anything there. */
int recovery(const struct options *options)
{
    struct rows rows = rows_read(options->rest, options->rest_count);
    bool any = false;

    printf("%-20s%-8s%8s  %-24s%9s  %-24s  %s\n", "kernel", "variant", "faults",
           "recovered, %", "of dmr's", "SDC, %", "SDC of dmr, %");
    for (size_t i = 0; i < rows.count; i++) {
        const char *variant = rows.list[i].variant;

        if (!strcmp(variant, detecting) || !strcmp(variant, variants[0].name) ||
            !is_first(&rows, i))
            continue;
        print_variant(&rows, variant);
        any = true;
    }
    rows_free(&rows);
    if (!any)
        die("no journal is of a variant that recovers");
    return EXIT_FINE;
}
