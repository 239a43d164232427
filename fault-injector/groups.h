/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* groups.h - the records of a journal counted by one of their fields. */
#ifndef TANDEM_INJECT_GROUPS_H
#define TANDEM_INJECT_GROUPS_H

#include "journal.h"

struct group {
    const char *name;
    uint64_t count[OUTCOMES];
    uint64_t total;
};

struct groups {
    struct group *list; /* most silent corruptions first */
    size_t count;
};

typedef const char *group_field(const struct record *record);

/* Records whose field is NULL are counted as "(unknown)". */
struct groups groups_make(const struct journal *journal, group_field *field);

#endif
