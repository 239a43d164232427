/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* parts.c - the stratified estimator: Cochran, Sampling Techniques (1977),
 * sections 5.2 to 5.4. */
#include "parts.h"

#include "die.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    return strcmp(x->name, y->name);
}

static double damage(const struct part *part)
{
    if (!part->total)
        return 0;
    return part->share * (double)part->count[OUTCOME_SDC] / (double)part->total;
}

static int by_damage(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    if (damage(x) != damage(y))
        return damage(x) > damage(y) ? -1 : 1;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return strcmp(x->name, y->name);
}

static struct part *find(const struct parts *parts, const char *name)
{
    const struct part key = {.name = name};

    return bsearch(&key, parts->list, parts->count, sizeof key, by_name);
}

static void count_records(struct parts *parts, const struct journal *journal,
                          enum strata_by by)
{
    for (size_t i = 0; i < journal->count; i++) {
        const struct record *record = &journal->records[i];
        struct part *part = find(parts, strata_of_record(record, by));

        if (!part)
            part = find(parts, strata_others);
        if (!part)
            die("journal '%s': injection %llu is of no part that its header "
                "names",
                journal->path, (unsigned long long)record->index);
        part->count[record->outcome]++;
        part->total++;
    }
}

struct parts parts_make(const struct journal *journal, enum strata_by by)
{
    json_t *shares = json_object_get(json_object_get(journal->header, "strata"),
                                     strata_name(by));
    struct parts parts = {
        .list = allocate(json_object_size(shares) + 1, sizeof *parts.list)};
    const char *name;
    json_t *share;

    json_object_foreach(shares, name, share)
    {
        parts.list[parts.count++] =
            (struct part){.name = name, .share = json_number_value(share)};
    }
    qsort(parts.list, parts.count, sizeof *parts.list, by_name);
    if (parts.count)
        count_records(&parts, journal, by);
    qsort(parts.list, parts.count, sizeof *parts.list, by_damage);
    return parts;
}

/* Within a part the variance is taken at (k + 1/2) / (n + 1), so that one of
 * which nothing was hit is not thought to be known exactly. */
struct estimate parts_estimate(const struct parts *parts, enum outcome outcome)
{
    double seen = 0, rate = 0, variance = 0, smooth = 0;

    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->list[i];
        double n = (double)part->total, k = (double)part->count[outcome];
        double p = (k + 0.5) / (n + 1);

        if (!part->total)
            continue;
        seen += part->share;
        rate += part->share * k / n;
        smooth += part->share * p;
        variance += part->share * part->share * p * (1 - p) / n;
    }
    if (seen <= 0)
        return (struct estimate){0, 0};
    rate /= seen;
    smooth /= seen;
    variance /= seen * seen;
    return (struct estimate){rate, smooth * (1 - smooth) / variance};
}
