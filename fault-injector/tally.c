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
    tally->total = journal->count;
    for (size_t i = 0; i < journal->count; i++)
        tally->count[journal->records[i].outcome]++;
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
    for (int i = 0; i < count; i++)
        journal_free(tallies[i].journal);
    free(tallies);
}

double tally_rate(const struct tally *tally, enum outcome outcome)
{
    if (!tally->total)
        return 0;
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
    return wilson(tally->count[outcome], tally->total, tally->confidence);
}

static struct interval claim(const struct tally *tally, enum outcome outcome,
                             double confidence)
{
    if (tally->sequential)
        return sequence_of(tally, outcome, confidence);
    return clopper_pearson(tally->count[outcome], tally->total, confidence);
}

struct interval tally_claim(const struct tally *tally, enum outcome outcome)
{
    return claim(tally, outcome, tally->confidence);
}

const char *tally_method(const struct tally *tally)
{
    return tally->sequential ? "sequence" : "Wilson";
}

static double quotient(double a, double b)
{
    return b > 0 ? a / b : INFINITY;
}

/* Koopman's interval is for fixed numbers of injections; otherwise both rates
 * lie in their intervals together when each misses half as often. */
static struct interval range_of(const struct tally *first,
                                const struct tally *one)
{
    double each = (1 + first->confidence) / 2;
    struct interval a, b;

    if (!first->sequential && !one->sequential)
        return koopman(first->count[OUTCOME_SDC], first->total,
                       one->count[OUTCOME_SDC], one->total, first->confidence);
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
