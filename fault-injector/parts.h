/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* parts.h - a journal counted by the parts of the fault space (see strata.h),
 * and estimates in which each part has the weight of its share. */
#ifndef TANDEM_INJECT_PARTS_H
#define TANDEM_INJECT_PARTS_H

#include "strata.h"

struct part {
    const char *name;
    double share; /* of the fault space */
    uint64_t count[OUTCOMES];
    uint64_t total;
};

struct parts {
    struct part *list; /* those with most silent corruptions by weight first */
    size_t count;
};

/* Empty when the journal's header has no shares. The names are the
 * journal's. */
struct parts parts_make(const struct journal *journal, enum strata_by by);

/* The weighted rate of an outcome, and how many injections from the whole
 * would be as exact. Parts of which nothing was drawn are left out. */
struct estimate {
    double rate, effective;
};
struct estimate parts_estimate(const struct parts *parts, enum outcome outcome);

#endif
