/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.c - counts journals and prints them side by side. */
#include "report.h"

#include "die.h"
#include "stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 26, COLUMN = 30 };

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* "minigzip, hardened": two builds of one program differ by their journals. */
static void name_tally(struct tally *tally, const struct journal *journal)
{
    const char *program = base_name(journal_text(journal, "program"));
    const char *file = base_name(journal->path);
    int stem = (int)strcspn(file, ".");

    snprintf(tally->name, sizeof tally->name, "%s", program);
    if (strncmp(program, file, (size_t)stem) || program[stem])
        snprintf(tally->name, sizeof tally->name, "%.28s, %.*s", program,
                 stem < 16 ? stem : 16, file);
}

static void count_records(struct tally *tally, const struct journal *journal)
{
    struct interval rate;

    *tally = (struct tally){
        .journal = journal,
        .total = journal->count,
        .golden_cpu = journal_number(journal, "golden_cpu"),
        .text_size = journal_number(journal, "text_size"),
        .dynamic = journal_number(journal, "dynamic"),
    };
    name_tally(tally, journal);
    for (size_t i = 0; i < journal->count; i++)
        tally->count[journal->records[i].outcome]++;
    rate = clopper_pearson(tally->count[OUTCOME_SDC], tally->total);
    if (tally->total)
        tally->failures = (double)tally->count[OUTCOME_SDC] /
                          (double)tally->total * tally->dynamic;
    tally->low = rate.low * tally->dynamic;
    tally->high = rate.high * tally->dynamic;
}

struct ratio tally_ratio(const struct tally *first, const struct tally *one)
{
    return (struct ratio){
        .estimate =
            one->failures > 0 ? first->failures / one->failures : INFINITY,
        .low = one->high > 0 ? first->low / one->high : 0,
    };
}

/* --- the table -------------------------------------------------------------
 */

static void print_label(const char *label)
{
    printf("%-*s", LABEL, label);
}

static void print_cell(const char *text)
{
    printf("%*s", COLUMN, text);
}

static void print_facts(const struct tally *tallies, int count)
{
    char cell[64];

    print_label("program");
    for (int i = 0; i < count; i++)
        print_cell(tallies[i].name);
    printf("\n");
    print_label("model, seed");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%s, %.0f",
                 journal_text(tallies[i].journal, "model"),
                 journal_number(tallies[i].journal, "seed"));
        print_cell(cell);
    }
    printf("\n");
    print_label("run time, CPU s");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.3f", tallies[i].golden_cpu);
        if (i && tallies[0].golden_cpu > 0)
            snprintf(cell, sizeof cell, "%.3f (%.2fx)", tallies[i].golden_cpu,
                     tallies[i].golden_cpu / tallies[0].golden_cpu);
        print_cell(cell);
    }
    printf("\n");
}

static void print_sizes(const struct tally *tallies, int count)
{
    char cell[64];

    print_label(".text, bytes");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.0f", tallies[i].text_size);
        if (i)
            snprintf(cell, sizeof cell, "%.0f (%.2fx)", tallies[i].text_size,
                     tallies[i].text_size / tallies[0].text_size);
        print_cell(cell);
    }
    printf("\n");
    print_label("instructions executed");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.4g", tallies[i].dynamic);
        if (i)
            snprintf(cell, sizeof cell, "%.4g (%.2fx)", tallies[i].dynamic,
                     tallies[i].dynamic / tallies[0].dynamic);
        print_cell(cell);
    }
    printf("\n");
    print_label("injections");
    for (int i = 0; i < count; i++) {
        double wanted = journal_number(tallies[i].journal, "faults");

        snprintf(cell, sizeof cell, "%llu%s",
                 (unsigned long long)tallies[i].total,
                 (double)tallies[i].total < wanted ? " (unfinished)" : "");
        print_cell(cell);
    }
    printf("\n");
}

static void print_outcome(const struct tally *tallies, int count,
                          enum outcome outcome)
{
    char cell[64];

    print_label(outcome_name(outcome));
    for (int i = 0; i < count; i++) {
        const struct tally *t = &tallies[i];
        struct interval range = wilson(t->count[outcome], t->total);

        snprintf(cell, sizeof cell, "%llu  %5.2f %% [%.2f, %.2f]",
                 (unsigned long long)t->count[outcome],
                 t->total ? 100.0 * (double)t->count[outcome] / (double)t->total
                          : 0,
                 100 * range.low, 100 * range.high);
        print_cell(cell);
    }
    printf("\n");
}

static void print_claims(const struct tally *tallies, int count)
{
    char cell[64];

    print_label("sdc, at most (95 %)");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.3f %%",
                 100 * clopper_pearson(tallies[i].count[OUTCOME_SDC],
                                       tallies[i].total)
                           .high);
        print_cell(cell);
    }
    printf("\n");
    print_label("sdc x instructions");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.3g", tallies[i].failures);
        print_cell(cell);
    }
    printf("\n");
    if (count < 2)
        return;
    print_label("... times fewer");
    print_cell("");
    for (int i = 1; i < count; i++) {
        struct ratio ratio = tally_ratio(&tallies[0], &tallies[i]);

        if (isinf(ratio.estimate))
            snprintf(cell, sizeof cell, "none seen (at least %.1f)", ratio.low);
        else
            snprintf(cell, sizeof cell, "%.1f (at least %.1f)", ratio.estimate,
                     ratio.low);
        print_cell(cell);
    }
    printf("\n");
}

static void print_table(const struct tally *tallies, int count)
{
    print_facts(tallies, count);
    print_sizes(tallies, count);
    printf("\n");
    print_label("outcome");
    for (int i = 0; i < count; i++)
        print_cell("count  rate [95 % Wilson]");
    printf("\n");
    for (int o = OUTCOMES - 1; o >= 0; o--)
        print_outcome(tallies, count, (enum outcome)o);
    printf("\n");
    print_claims(tallies, count);
}

/* --- files ------------------------------------------------------------------
 */

FILE *report_open(const char *file)
{
    FILE *out = fopen(file, "we");

    if (!out)
        die_errno("cannot write '%s'", file);
    return out;
}

void report_close(FILE *out, const char *file)
{
    bool bad = ferror(out);

    if (fclose(out) || bad)
        die_errno("cannot write '%s'", file);
}

static struct tally *read_all(char **paths, int count)
{
    struct tally *tallies = allocate((size_t)count, sizeof *tallies);

    for (int i = 0; i < count; i++)
        count_records(&tallies[i], journal_read(paths[i]));
    return tallies;
}

static void free_all(struct tally *tallies, int count)
{
    for (int i = 0; i < count; i++)
        journal_free((struct journal *)tallies[i].journal);
    free(tallies);
}

void report_print(char **paths, int count)
{
    struct tally *tallies = read_all(paths, count);

    print_table(tallies, count);
    free_all(tallies, count);
}

int report(const struct options *options)
{
    struct tally *tallies = read_all(options->rest, options->rest_count);

    print_table(tallies, options->rest_count);
    if (options->csv)
        csv_write(options->csv, tallies, options->rest_count);
    if (options->html)
        html_write(options->html, tallies, options->rest_count);
    free_all(tallies, options->rest_count);
    return EXIT_FINE;
}
