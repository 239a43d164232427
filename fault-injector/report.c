/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.c - prints journals side by side. */
#include "report.h"

#include "die.h"
#include "html.h"
#include "sarif.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { LABEL = 26, COLUMN = 30 };

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

/* The share is of what all modules of the campaign execute. */
static void print_scope(const struct journal *journal, char *cell, size_t size)
{
    const json_t *scope = json_object_get(journal->header, "scope");
    const json_t *share = json_object_get(journal->header, "scope_share");

    snprintf(cell, size, "%.18s, %.2f %%",
             json_is_string(scope) ? json_string_value(scope) : "main",
             json_is_number(share) ? 100 * json_number_value(share) : 100.0);
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
    print_label("scope, share executed");
    for (int i = 0; i < count; i++) {
        print_scope(tallies[i].journal, cell, sizeof cell);
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

static bool finished(const struct tally *t)
{
    struct shard shard;

    if (t->sequential && rule_judge(&t->rule, t->count[t->rule.outcome],
                                    t->total) != VERDICT_OPEN)
        return true;
    shard = journal_shard(t->journal);
    return t->total + t->lost >=
           shard_size(&shard, (uint64_t)journal_number(t->journal, "faults"));
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
        snprintf(cell, sizeof cell, "%llu%s",
                 (unsigned long long)(tallies[i].total + tallies[i].lost),
                 !finished(&tallies[i]) ? " (unfinished)" : "");
        print_cell(cell);
    }
    printf("\n");
}

static void print_share(uint64_t k, uint64_t n)
{
    char cell[64];

    snprintf(cell, sizeof cell, "%llu of %llu (%.2f %%)", (unsigned long long)k,
             (unsigned long long)n, n ? 100 * (double)k / (double)n : 0);
    print_cell(cell);
}

/* How many of the planned stops came, and how well: in a program with threads
 * the schedule has a say in it. */
static void print_reached(const struct tally *tallies, int count)
{
    print_label("stops reached");
    for (int i = 0; i < count; i++)
        print_share(tallies[i].total, tallies[i].total + tallies[i].lost);
    printf("\n");
    print_label("... of all runs");
    for (int i = 0; i < count; i++)
        print_share(tallies[i].total, tallies[i].tries);
    printf("\n");
}

static void print_outcome(const struct tally *tallies, int count,
                          enum outcome outcome)
{
    char cell[64];

    print_label(outcome_name(outcome));
    for (int i = 0; i < count; i++) {
        const struct tally *t = &tallies[i];
        struct interval range = tally_interval(t, outcome);

        snprintf(cell, sizeof cell, "%llu  %5.2f %% [%.2f, %.2f]",
                 (unsigned long long)t->count[outcome],
                 100 * tally_rate(t, outcome), 100 * range.low,
                 100 * range.high);
        print_cell(cell);
    }
    printf("\n");
}

static void print_claims(const struct tally *tallies, int count)
{
    char cell[64];

    snprintf(cell, sizeof cell, "sdc, at most (%g %%)",
             100 * tallies[0].confidence);
    print_label(cell);
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.3f %%",
                 100 * tally_claim(&tallies[i], OUTCOME_SDC).high);
        print_cell(cell);
    }
    printf("\n");
    print_label("sdc x instructions");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "%.3g", tallies[i].failures);
        print_cell(cell);
    }
    printf("\n");
}

static void print_ratios(const struct tally *tallies, int count)
{
    char cell[64];

    print_label("... times fewer");
    print_cell("");
    for (int i = 1; i < count; i++) {
        struct ratio ratio = tally_ratio(&tallies[0], &tallies[i]);

        if (isinf(ratio.estimate))
            snprintf(cell, sizeof cell, "none seen (at least %.1f)",
                     ratio.least);
        else
            snprintf(cell, sizeof cell, "%.1f (at least %.1f)", ratio.estimate,
                     ratio.least);
        print_cell(cell);
    }
    printf("\n");
}

/* Of a campaign with a stopping rule: what it has shown. */
static void print_rules(const struct tally *tallies, int count)
{
    static const char *const words[] = {"open", "shown", "wrong"};
    bool any = false;
    char cell[64];

    for (int i = 0; i < count; i++)
        any |= tallies[i].sequential;
    if (!any)
        return;
    print_label("stopping rule");
    for (int i = 0; i < count; i++) {
        const struct tally *t = &tallies[i];
        enum verdict verdict = VERDICT_OPEN;

        if (t->sequential)
            verdict = rule_judge(&t->rule, t->count[t->rule.outcome], t->total);
        snprintf(cell, sizeof cell, "%s: %s",
                 t->sequential ? journal_text(t->journal, "stop_when") : "",
                 words[verdict]);
        print_cell(t->sequential ? cell : "none");
    }
    printf("\n");
}

static uint64_t count_fresh(const struct journal *journal, const char **why)
{
    uint64_t count = 0;

    for (size_t i = 0; i < journal->count; i++)
        if (journal->records[i].fresh) {
            *why = journal->records[i].fresh;
            count++;
        }
    return count;
}

/* What mode ladder could not do with copies, and why. */
static void print_fresh(const struct tally *tallies, int count)
{
    for (int i = 0; i < count; i++) {
        const char *why;
        uint64_t fresh = count_fresh(tallies[i].journal, &why);

        if (fresh)
            printf("\n%s: %llu injections had runs of their own in mode "
                   "ladder (%s)\n",
                   tallies[i].name, (unsigned long long)fresh, why);
    }
}

static void print_table(const struct tally *tallies, int count)
{
    char cell[64];

    print_facts(tallies, count);
    print_sizes(tallies, count);
    print_reached(tallies, count);
    printf("\n");
    print_label("outcome");
    for (int i = 0; i < count; i++) {
        snprintf(cell, sizeof cell, "count  rate [%g %% %s]",
                 100 * tallies[i].confidence, tally_method(&tallies[i]));
        print_cell(cell);
    }
    printf("\n");
    for (int o = OUTCOME_MASKED; o >= 0; o--)
        print_outcome(tallies, count, (enum outcome)o);
    printf("\n");
    print_claims(tallies, count);
    if (count > 1)
        print_ratios(tallies, count);
    print_rules(tallies, count);
    print_fresh(tallies, count);
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

/* --- parts ------------------------------------------------------------------
 */

static void print_parts(const struct tally *tally, enum strata_by by)
{
    struct parts parts = parts_make(tally->journal, by);
    double all = parts_estimate(&parts, OUTCOME_SDC).rate;

    if (tally->stratified && tally->stratified != by)
        die("the journal '%s' is stratified by %s and can be shown by that "
            "only",
            tally->journal->path, strata_name(tally->stratified));
    if (!parts.count)
        die("the journal '%s' does not say what share of the faults each %s "
            "has",
            tally->journal->path, strata_name(by));
    printf("\n%s, by %s\n%-32s%12s%12s%26s%12s\n", tally->name, strata_name(by),
           "", "fault space", "injections", "sdc rate [Wilson]", "of all sdc");
    for (size_t i = 0; i < parts.count; i++) {
        const struct part *part = &parts.list[i];
        uint64_t k = part->count[OUTCOME_SDC];
        struct interval range = wilson(k, part->total, tally->confidence);
        double rate = part->total ? (double)k / (double)part->total : 0;

        printf("%-32s%10.2f %%%12llu %8.2f %% [%5.2f, %6.2f]%10.2f %%\n",
               part->name, 100 * part->share, (unsigned long long)part->total,
               100 * rate, 100 * range.low, 100 * range.high,
               all > 0 ? 100 * part->share * rate / all : 0);
    }
    printf("weighted rate of sdc: %.3f %%\n", 100 * all);
    free(parts.list);
}

void report_print(char **paths, int count, double confidence)
{
    struct tally *tallies = tally_read(paths, count, confidence);

    print_table(tallies, count);
    tally_free(tallies, count);
}

int report(const struct options *options)
{
    int count = options->rest_count;
    struct tally *tallies =
        tally_read(options->rest, count, options->confidence);

    print_table(tallies, count);
    for (int i = 0; options->by && i < count; i++)
        print_parts(&tallies[i], options->by);
    if (options->csv)
        csv_write(options->csv, tallies, count);
    if (options->html)
        html_write(options->html, tallies, count);
    if (options->sarif)
        sarif_write(options->sarif, tallies, count);
    tally_free(tallies, count);
    return EXIT_FINE;
}
