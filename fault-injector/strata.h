/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* strata.h - parts of the fault space, by function or by kind of instruction:
 * how much of it each is, and faults drawn evenly from them.
 *
 * A journal's header says what share of all faults falls into each part, so
 * that what was seen in each can be weighted by it. When a campaign is
 * stratified, half of the faults are drawn from the whole and half from parts
 * chosen with equal probability; so rare parts are seen too, and no fault
 * weighs more than twice what it would. */
#ifndef TANDEM_INJECT_STRATA_H
#define TANDEM_INJECT_STRATA_H

#include "journal.h"
#include "population.h"

enum strata_by { BY_NOTHING, BY_FUNCTION, BY_KIND };

/* "function", "kind"; false when it is neither. */
bool strata_parse(const char *text, enum strata_by *by);
const char *strata_name(enum strata_by by);

/* Parts with less than this share are one, named "(others)". */
#define STRATA_LEAST 1e-4
extern const char strata_others[];

struct strata;

struct strata *strata_make(const struct population *population,
                           enum strata_by by);
void strata_free(struct strata *strata);

/* NAME -> share, for the header. */
json_t *strata_shares(const struct strata *strata);

/* Like population_draw for one fault per run, but half of the faults evenly
 * from the parts. */
void strata_draw(const struct strata *strata, uint64_t seed, uint64_t index,
                 struct faults *faults);

/* Whether that fault is one of those drawn from the whole. */
bool strata_from_whole(uint64_t seed, uint64_t index);

/* The part of a record; "(others)" is not known here. */
const char *strata_of_record(const struct record *record, enum strata_by by);

#endif
