/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* groups.c - the records of a journal counted by one of their fields. */
#include "groups.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

static group_field *sorted_by;

static const char *field_of(const struct record *record)
{
    const char *name = sorted_by(record);

    return name ? name : "(unknown)";
}

static int by_field(const void *a, const void *b)
{
    return strcmp(field_of(*(struct record *const *)a),
                  field_of(*(struct record *const *)b));
}

static int by_damage(const void *a, const void *b)
{
    const struct group *x = a, *y = b;

    if (x->count[OUTCOME_SDC] != y->count[OUTCOME_SDC])
        return x->count[OUTCOME_SDC] > y->count[OUTCOME_SDC] ? -1 : 1;
    if (x->total != y->total)
        return x->total > y->total ? -1 : 1;
    return strcmp(x->name, y->name);
}

struct groups groups_make(const struct journal *journal, group_field *field)
{
    struct record **order = allocate(journal->count, sizeof *order);
    struct groups groups = {
        .list = allocate(journal->count, sizeof *groups.list),
    };

    sorted_by = field;
    for (size_t i = 0; i < journal->count; i++)
        order[i] = &journal->records[i];
    qsort(order, journal->count, sizeof *order, by_field);
    for (size_t i = 0; i < journal->count; i++) {
        const char *name = field_of(order[i]);
        struct group *group;

        if (!groups.count || strcmp(groups.list[groups.count - 1].name, name))
            groups.list[groups.count++].name = name;
        group = &groups.list[groups.count - 1];
        group->count[order[i]->outcome]++;
        group->total++;
    }
    free(order);
    qsort(groups.list, groups.count, sizeof *groups.list, by_damage);
    return groups;
}
