/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* page.c - journals as the data of the report's page.
 *
 * Everything is counted here, so that the page's size does not grow with the
 * number of injections. */
#include "page.h"

#include "die.h"
#include "groups.h"
#include "heat.h"
#include "kind.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_ROWS = 5000, MOST_GROUPS = 500, COURSE_POINTS = 200 };

/* Infinity has no number in JSON. */
static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *text(const char *string)
{
    return json_string(string ? string : "");
}

json_t *page_counts(const uint64_t count[OUTCOMES])
{
    json_t *array = json_array();

    for (int o = 0; o < OUTCOME_NOT_REACHED; o++)
        json_array_append_new(array, json_integer((json_int_t)count[o]));
    return array;
}

/* --- groups --------------------------------------------------------------- */

static const char *by_register(const struct record *r)
{
    return r->reg;
}

static const char *by_function(const struct record *r)
{
    return r->function;
}

static const char *by_kind(const struct record *r)
{
    return kind_of(r->insn);
}

static const char *by_bit(const struct record *r)
{
    static char names[512][4];

    if (r->bit < 0 || r->bit >= 512)
        return NULL;
    snprintf(names[r->bit], sizeof names[0], "%d", r->bit);
    return names[r->bit];
}

/* Tenths of the executions of the instruction that was struck. */
static const char *by_moment(const struct record *r)
{
    static const char *const names[] = {"0",  "10", "20", "30", "40",
                                        "50", "60", "70", "80", "90"};
    const char *hash = r->fault;
    unsigned long long k;

    while (*hash && *hash != '#')
        hash++;
    if (!r->executions || sscanf(hash, "#%llu", &k) != 1 || !k ||
        k > r->executions)
        return NULL;
    return names[(unsigned)((double)(k - 1) / (double)r->executions * 10)];
}

/* Powers of ten of seconds, of runs that were ended. */
static const char *by_latency(const struct record *r)
{
    static const char *const names[] = {"< 1 us", "1 us",   "10 us", "100 us",
                                        "1 ms",   "10 ms",  "0.1 s", "1 s",
                                        "10 s",   "> 100 s"};
    double decade;

    if ((r->outcome != OUTCOME_DETECTED && r->outcome != OUTCOME_CRASH) ||
        r->latency <= 0)
        return NULL;
    decade = floor(log10(r->latency)) + 7;
    return names[decade < 0 ? 0 : decade > 9 ? 9 : (int)decade];
}

static json_t *make_groups(const struct journal *journal, group_field *field)
{
    struct groups groups = groups_make(journal, field);
    json_t *array = json_array();

    for (size_t i = 0; i < groups.count && i < MOST_GROUPS; i++)
        json_array_append_new(array,
                              json_pack("[s,o]", groups.list[i].name,
                                        page_counts(groups.list[i].count)));
    free(groups.list);
    return array;
}

/* Names with the share of the fault space; null where it is not known. */
static json_t *make_parts(const struct tally *tally)
{
    struct parts parts = parts_make(tally->journal, BY_FUNCTION);
    json_t *shares = json_object();

    for (size_t i = 0; i < parts.count; i++)
        json_object_set_new(shares, parts.list[i].name,
                            json_real(parts.list[i].share));
    free(parts.list);
    return shares;
}

/* --- the campaign's course ------------------------------------------------ */

/* The rate of silent corruptions after the first N, with its interval. */
static json_t *make_course(const struct tally *tally)
{
    const struct journal *journal = tally->journal;
    size_t step = journal->count / COURSE_POINTS + 1;
    struct tally part = *tally;
    json_t *course = json_array();

    part.stratified = BY_NOTHING;
    part.total = part.count[OUTCOME_SDC] = 0;
    for (size_t i = 0; i < journal->count; i++) {
        struct interval range;

        part.total++;
        part.count[OUTCOME_SDC] += journal->records[i].outcome == OUTCOME_SDC;
        if ((i + 1) % step && i + 1 < journal->count)
            continue;
        range = tally_interval(&part, OUTCOME_SDC);
        json_array_append_new(course,
                              json_pack("[I,f,f,f]", (json_int_t)part.total,
                                        tally_rate(&part, OUTCOME_SDC),
                                        range.low, range.high));
    }
    return course;
}

/* --- tables --------------------------------------------------------------- */

static json_t *make_rates(const struct tally *tally)
{
    json_t *rates = json_array();

    for (int o = 0; o < OUTCOME_NOT_REACHED; o++) {
        struct interval range = tally_interval(tally, (enum outcome)o);

        json_array_append_new(
            rates, json_pack("[I,f,f,f]", (json_int_t)tally->count[o],
                             tally_rate(tally, (enum outcome)o), range.low,
                             range.high));
    }
    return rates;
}

static json_t *make_lines(const struct tally *tally)
{
    struct heat heat = heat_by_line(tally->journal);
    json_t *lines = json_array();

    for (size_t i = 0; i < heat.count && i < MOST_ROWS; i++) {
        const struct spot *spot = &heat.list[i];

        json_array_append_new(lines, json_pack("[s,i,o,o]", spot->file,
                                               spot->line, text(spot->function),
                                               page_counts(spot->count)));
    }
    free(heat.list);
    return lines;
}

/* What somebody may want to repeat: most dangerous first. */
static json_t *make_records(const struct tally *tally)
{
    static const enum outcome wanted[] = {OUTCOME_SDC, OUTCOME_HANG,
                                          OUTCOME_NOT_INJECTED,
                                          OUTCOME_DETECTED, OUTCOME_CRASH};
    const struct journal *journal = tally->journal;
    json_t *rows = json_array();

    for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
        for (size_t i = 0; i < journal->count; i++) {
            const struct record *r = &journal->records[i];

            if (r->outcome != wanted[w] || json_array_size(rows) == MOST_ROWS)
                continue;
            json_array_append_new(
                rows, json_pack("[i,s,o,o,i,o]", (int)r->outcome, r->fault,
                                text(r->function), text(r->file), r->line,
                                text(r->insn)));
        }
    return rows;
}

static json_t *make_ratio(const struct tally *first, const struct tally *one)
{
    struct ratio ratio = tally_ratio(first, one);

    return json_pack("[o,o,o,o]", number(ratio.estimate),
                     number(ratio.range.low), number(ratio.range.high),
                     number(ratio.least));
}

static json_t *make_tally(const struct tally *tally, const struct tally *first)
{
    const struct journal *journal = tally->journal;
    json_t *facts = json_pack(
        "{s:s,s:s,s:f,s:I,s:f,s:f,s:f,s:f,s:f,s:s,s:o,s:s,s:o}", "name",
        tally->name, "program", journal_text(journal, "program"), "seed",
        journal_number(journal, "seed"), "injections", (json_int_t)tally->total,
        "cpu", tally->golden_cpu, "text", tally->text_size, "dynamic",
        tally->dynamic, "failures", tally->failures, "most",
        tally_claim(tally, OUTCOME_SDC).high, "method", tally_method(tally),
        "rates", make_rates(tally), "rule",
        tally->sequential ? journal_text(journal, "stop_when") : "", "ratio",
        tally == first ? json_null() : make_ratio(first, tally));
    json_t *groups = json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "register",
                               make_groups(journal, by_register), "bit",
                               make_groups(journal, by_bit), "function",
                               make_groups(journal, by_function), "kind",
                               make_groups(journal, by_kind), "moment",
                               make_groups(journal, by_moment), "latency",
                               make_groups(journal, by_latency));
    json_t *more =
        json_pack("{s:o,s:o,s:o,s:o,s:o,s:o}", "groups", groups, "shares",
                  make_parts(tally), "course", make_course(tally), "lines",
                  make_lines(tally), "records", make_records(tally), "listing",
                  listing_make(tally));

    if (!facts || !more)
        die("cannot make a page of the journal '%s'", journal->path);
    json_object_set_new(facts, "lost", json_integer((json_int_t)tally->lost));
    json_object_update(facts, more);
    json_decref(more);
    return facts;
}

json_t *page_data(const struct tally *tallies, int count)
{
    json_t *names = json_array(), *all = json_array();

    for (int o = 0; o < OUTCOME_NOT_REACHED; o++)
        json_array_append_new(names,
                              json_string(outcome_name((enum outcome)o)));
    for (int i = 0; i < count; i++)
        json_array_append_new(all, make_tally(&tallies[i], &tallies[0]));
    return json_pack("{s:o,s:s,s:f,s:o}", "outcomes", names, "model",
                     journal_text(tallies[0].journal, "model"), "confidence",
                     tallies[0].confidence, "tallies", all);
}
