/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tally.c - counts a journal. */
#include "tally.h"

#include "die.h"
#include "ratio.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static void read_strata(struct tally *tally)
{
    const struct journal *journal = tally->journal;
    const char *by =
        json_string_value(json_object_get(journal->header, "stratify"));
    uint64_t seed;

    if (!by)
        return;
    if (!strata_parse(by, &tally->stratified))
        die("the journal '%s' is stratified by '%s', which is unknown here",
            journal->path, by);
    seed = (uint64_t)journal_number(journal, "seed");
    tally->parts = parts_make(journal, tally->stratified);
    for (size_t i = 0; i < journal->count; i++) {
        const struct record *record = &journal->records[i];

        if (!strata_from_whole(seed, record->index))
            continue;
        tally->whole_count[record->outcome]++;
        tally->whole++;
    }
}

/* Moves those that did not happen behind the others. Rates are of what struck:
 * nothing is known of the rest. */
static void set_lost_apart(struct tally *tally, struct journal *journal)
{
    size_t kept = 0;

    for (size_t i = 0; i < journal->count; i++) {
        struct record record = journal->records[i];

        tally->tries += record.tries;
        if (record.outcome == OUTCOME_NOT_REACHED)
            continue;
        journal->records[i] = journal->records[kept];
        journal->records[kept++] = record;
    }
    tally->lost = journal->count - kept;
    journal->count = kept;
}

static void count_records(struct tally *tally, struct journal *journal)
{
    *tally = (struct tally){
        .journal = journal,
        .golden_cpu = journal_number(journal, "golden_cpu"),
        .text_size = journal_number(journal, "text_size"),
        .dynamic = journal_number(journal, "dynamic"),
    };
    name_tally(tally, journal);
    tally->sequential = rule_of(journal, &tally->rule);
    rule_apply(journal);
    set_lost_apart(tally, journal);
    tally->total = journal->count;
    for (size_t i = 0; i < journal->count; i++)
        tally->count[journal->records[i].outcome]++;
    read_strata(tally);
    tally->failures = tally_rate(tally, OUTCOME_SDC) * tally->dynamic;
}

struct tally *tally_read(char **paths, int count, double confidence)
{
    struct tally *tallies = allocate((size_t)count, sizeof *tallies);

    for (int i = 0; i < count; i++) {
        count_records(&tallies[i], journal_read(paths[i]));
        tallies[i].confidence = confidence;
    }
    return tallies;
}

void tally_free(struct tally *tallies, int count)
{
    for (int i = 0; i < count; i++) {
        free(tallies[i].parts.list);
        tallies[i].journal->count += tallies[i].lost;
        journal_free(tallies[i].journal);
    }
    free(tallies);
}

double tally_rate(const struct tally *tally, enum outcome outcome)
{
    if (!tally->total)
        return 0;
    if (tally->stratified)
        return parts_estimate(&tally->parts, outcome).rate;
    return (double)tally->count[outcome] / (double)tally->total;
}

static struct interval sequence_of(const struct tally *tally,
                                   enum outcome outcome, double confidence)
{
    return sequence_interval(outcome == tally->rule.outcome
                                 ? rule_mixture(&tally->rule)
                                 : mixture_plain,
                             tally->count[outcome], tally->total, confidence);
}

struct interval tally_interval(const struct tally *tally, enum outcome outcome)
{
    if (tally->sequential)
        return sequence_of(tally, outcome, tally->confidence);
    if (tally->stratified) {
        struct estimate e = parts_estimate(&tally->parts, outcome);

        return e.effective > 0
                   ? wilson_share(e.rate, e.effective, tally->confidence)
                   : (struct interval){0, 1};
    }
    return wilson(tally->count[outcome], tally->total, tally->confidence);
}

static struct interval claim(const struct tally *tally, enum outcome outcome,
                             double confidence)
{
    if (tally->sequential)
        return sequence_of(tally, outcome, confidence);
    if (tally->stratified)
        return clopper_pearson(tally->whole_count[outcome], tally->whole,
                               confidence);
    return clopper_pearson(tally->count[outcome], tally->total, confidence);
}

struct interval tally_claim(const struct tally *tally, enum outcome outcome)
{
    return claim(tally, outcome, tally->confidence);
}

const char *tally_method(const struct tally *tally)
{
    if (tally->sequential)
        return "sequence";
    return tally->stratified ? "weighted" : "Wilson";
}

static double quotient(double a, double b)
{
    return b > 0 ? a / b : INFINITY;
}

/* Hits and injections; of a stratified campaign those from the whole that
 * would be as exact. */
static void counts_of(const struct tally *tally, double *k, double *n)
{
    *k = (double)tally->count[OUTCOME_SDC];
    *n = (double)tally->total;
    if (tally->stratified) {
        struct estimate e = parts_estimate(&tally->parts, OUTCOME_SDC);

        *k = e.rate * e.effective;
        *n = e.effective;
    }
}

/* Koopman's interval is for fixed numbers of injections; otherwise both rates
 * lie in their intervals together when each misses half as often. */
static struct interval range_of(const struct tally *first,
                                const struct tally *one)
{
    double each = (1 + first->confidence) / 2;
    struct interval a, b;

    if (!first->sequential && !one->sequential) {
        double k1, n1, k2, n2;

        counts_of(first, &k1, &n1);
        counts_of(one, &k2, &n2);
        return koopman(k1, n1, k2, n2, first->confidence);
    }
    a = claim(first, OUTCOME_SDC, each);
    b = claim(one, OUTCOME_SDC, each);
    return (struct interval){quotient(a.low, b.high), quotient(a.high, b.low)};
}

struct ratio tally_ratio(const struct tally *first, const struct tally *one)
{
    double instructions = first->dynamic / one->dynamic;
    struct interval range = range_of(first, one);

    return (struct ratio){
        .estimate = quotient(first->failures, one->failures),
        .range = {range.low * instructions, range.high * instructions},
        .least = instructions * quotient(tally_claim(first, OUTCOME_SDC).low,
                                         tally_claim(one, OUTCOME_SDC).high),
    };
}
