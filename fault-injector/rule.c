/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rule.c - reads stopping rules and applies them to a journal. */
#include "rule.h"

#include "die.h"
#include "number.h"

#include <stdlib.h>
#include <string.h>

const char *rule_parse(const char *text, double confidence, struct rule *rule)
{
    size_t length = strcspn(text, "<>+");
    const char *value = text + length + 1;
    char name[16] = "";
    bool known;

    if (length < sizeof name)
        memcpy(name, text, length);
    known = outcome_parse(name, &rule->outcome);
    rule->confidence = confidence;
    if (!known || !text[length])
        return "it should look like: sdc<0.1%, detected>90% or sdc+-0.5%";
    switch (text[length]) {
    case '<': rule->kind = RULE_BELOW; break;
    case '>': rule->kind = RULE_ABOVE; break;
    default:
        if (*value++ != '-')
            return "a width is written as in sdc+-0.5%";
        rule->kind = RULE_WIDTH;
    }
    if (!number_share(value, &rule->value))
        return "its rate must be more than 0 and less than 100 %";
    return NULL;
}

struct mixture rule_mixture(const struct rule *rule)
{
    return rule->kind == RULE_WIDTH ? mixture_plain
                                    : mixture_for_limit(rule->value);
}

enum verdict rule_judge(const struct rule *rule, uint64_t count, uint64_t total)
{
    struct mixture mixture = rule_mixture(rule);
    struct interval range;
    bool below;

    if (!total)
        return VERDICT_OPEN;
    if (rule->kind == RULE_WIDTH) {
        range = sequence_interval(mixture, count, total, rule->confidence);
        return range.high - range.low <= 2 * rule->value ? VERDICT_HOLDS
                                                         : VERDICT_OPEN;
    }
    if (sequence_holds(mixture, count, total, rule->value, rule->confidence))
        return VERDICT_OPEN;
    below = (double)count < rule->value * (double)total;
    return below == (rule->kind == RULE_BELOW) ? VERDICT_HOLDS : VERDICT_FAILS;
}

bool rule_of(const struct journal *journal, struct rule *rule)
{
    const char *text =
        json_string_value(json_object_get(journal->header, "stop_when"));
    const char *error;

    if (!text)
        return false;
    error = rule_parse(text, journal_number(journal, "confidence"), rule);
    if (error)
        die("the header of journal '%s' has the stopping rule '%s': %s",
            journal->path, text, error);
    return true;
}

static int by_index(const void *a, const void *b)
{
    const struct record *x = a, *y = b;

    return (x->index > y->index) - (x->index < y->index);
}

void rule_apply(struct journal *journal)
{
    uint64_t count = 0, total = 0;
    size_t at = 0;
    struct rule rule;

    qsort(journal->records, journal->count, sizeof *journal->records, by_index);
    if (!rule_of(journal, &rule))
        return;
    while (at < journal->count && journal->records[at].index == at) {
        enum outcome outcome = journal->records[at++].outcome;

        if (outcome == OUTCOME_NOT_REACHED)
            continue;
        count += outcome == rule.outcome;
        if (rule_judge(&rule, count, ++total) != VERDICT_OPEN)
            break;
    }
    for (size_t i = at; i < journal->count; i++)
        record_free(&journal->records[i]);
    journal->count = at;
}
