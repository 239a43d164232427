/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tally.h - one journal, counted, and what may be said of the counts. */
#ifndef TANDEM_INJECT_TALLY_H
#define TANDEM_INJECT_TALLY_H

#include "parts.h"
#include "rule.h"
#include "stats.h"

struct tally {
    struct journal *journal;
    /* the program, and its journal where that has another name */
    char name[48];
    uint64_t count[OUTCOMES];
    uint64_t total; /* of those whose stop was reached; so all below */
    uint64_t lost;  /* the others: behind the journal's count */
    uint64_t tries; /* runs, for all of them */
    /* Faults that were not drawn evenly: the parts they were drawn from, and
     * the injections among them that were drawn from the whole. */
    enum strata_by stratified;
    struct parts parts;
    uint64_t whole_count[OUTCOMES];
    uint64_t whole;
    double confidence;
    bool sequential; /* ended by a rule: only its intervals are valid */
    struct rule rule;
    double golden_cpu;
    double text_size;
    double dynamic;  /* instructions executed */
    double failures; /* SDC rate x dynamic */
};

/* Reads the journal; when it has a stopping rule, what came after the stop
 * does not count. Dies as journal_read does. */
struct tally *tally_read(char **paths, int count, double confidence);
void tally_free(struct tally *tallies, int count);

/* Weighted, when the campaign was stratified. */
double tally_rate(const struct tally *tally, enum outcome outcome);

/* Of a rate, for display: Wilson's. For claims: Clopper and Pearson's, of a
 * stratified campaign from those of its faults that were drawn from the whole.
 * Both are the confidence sequence's when a rule ended the campaign. */
struct interval tally_interval(const struct tally *tally, enum outcome outcome);
struct interval tally_claim(const struct tally *tally, enum outcome outcome);

/* "Wilson", "sequence" or "weighted". */
const char *tally_method(const struct tally *tally);

/* How many times fewer absolute failures (SDC rate x instructions executed)
 * ONE has than FIRST. RANGE is Koopman's, or made from two sequences; LEAST
 * is a bound for claims, from the ends of the two exact intervals. */
struct ratio {
    double estimate;
    struct interval range;
    double least;
};
struct ratio tally_ratio(const struct tally *first, const struct tally *one);

#endif
