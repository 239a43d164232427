/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rule.h - when a campaign may stop, said before it starts.
 *
 *   sdc<0.1%      when the rate is shown to be below, or not to be
 *   detected>90%  when it is shown to be above, or not to be
 *   sdc+-0.5%     when the interval is no wider than that to both sides
 *
 * Shown by a confidence sequence (see sequence.h) over the injections in the
 * order of their numbers, so that neither looking often, nor which of them
 * take long, nor the number of workers changes what is found. */
#ifndef TANDEM_INJECT_RULE_H
#define TANDEM_INJECT_RULE_H

#include "journal.h"
#include "sequence.h"

enum rule_kind { RULE_BELOW, RULE_ABOVE, RULE_WIDTH };

struct rule {
    enum outcome outcome;
    enum rule_kind kind;
    double value;
    double confidence;
};

enum verdict { VERDICT_OPEN, VERDICT_HOLDS, VERDICT_FAILS };

/* NULL, or what is wrong with TEXT. */
const char *rule_parse(const char *text, double confidence, struct rule *rule);

struct mixture rule_mixture(const struct rule *rule);

/* After COUNT of the rule's outcome in TOTAL injections. */
enum verdict rule_judge(const struct rule *rule, uint64_t count,
                        uint64_t total);

/* The rule of a journal; false when it has none. */
bool rule_of(const struct journal *journal, struct rule *rule);

/* Sorts the records by their numbers and, when the journal has a rule, drops
 * those behind the place where it stopped, and those behind a gap. */
void rule_apply(struct journal *journal);

#endif
