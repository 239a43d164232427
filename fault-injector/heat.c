/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* heat.c - counts per instruction and per source line. */
#include "heat.h"

#include "die.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int spot_order(const void *a, const void *b);

static int by_address(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    return (x->address > y->address) - (x->address < y->address);
}

static int by_line(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;
    int files = strcmp(x->file, y->file);

    return files ? files : (x->line > y->line) - (x->line < y->line);
}

static int by_damage(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    if (x->count[OUTCOME_SDC] != y->count[OUTCOME_SDC])
        return x->count[OUTCOME_SDC] > y->count[OUTCOME_SDC] ? -1 : 1;
    if (x->total != y->total)
        return x->total > y->total ? -1 : 1;
    return by_line(a, b);
}

/* Where the first fault of the record struck, in the executable; or 0. */
static uint64_t address_of(const struct record *record)
{
    uint64_t address = 0;

    if (sscanf(record->fault, "%*[a-z-] main+0x%" SCNx64 "#", &address) != 1)
        return 0;
    return address;
}

static struct spot spot_of(const struct record *record)
{
    struct spot spot = {
        .function = record->function,
        .file = record->file,
        .line = record->line,
        .total = 1,
    };

    spot.count[record->outcome] = 1;
    return spot;
}

/* Adds up neighbours that are equal in ORDER. */
static void sum_up(struct heat *heat, spot_order *order)
{
    size_t kept = 0;

    qsort(heat->list, heat->count, sizeof *heat->list, order);
    for (size_t i = 0; i < heat->count; i++) {
        struct spot *last = kept ? &heat->list[kept - 1] : NULL;

        if (!last || order(last, &heat->list[i])) {
            heat->list[kept++] = heat->list[i];
            continue;
        }
        for (int o = 0; o < OUTCOMES; o++)
            last->count[o] += heat->list[i].count[o];
        last->total += heat->list[i].total;
    }
    heat->count = kept;
}

struct heat heat_by_address(const struct journal *journal)
{
    struct heat heat = {allocate(journal->count + 1, sizeof *heat.list), 0};

    for (size_t i = 0; i < journal->count; i++) {
        struct spot spot = spot_of(&journal->records[i]);

        spot.address = address_of(&journal->records[i]);
        if (spot.address)
            heat.list[heat.count++] = spot;
    }
    sum_up(&heat, by_address);
    return heat;
}

struct heat heat_by_line(const struct journal *journal)
{
    struct heat heat = {allocate(journal->count + 1, sizeof *heat.list), 0};

    for (size_t i = 0; i < journal->count; i++)
        if (journal->records[i].file && journal->records[i].line > 0)
            heat.list[heat.count++] = spot_of(&journal->records[i]);
    sum_up(&heat, by_line);
    qsort(heat.list, heat.count, sizeof *heat.list, by_damage);
    return heat;
}

const struct spot *heat_at(const struct heat *heat, uint64_t address)
{
    const struct spot key = {.address = address};

    return bsearch(&key, heat->list, heat->count, sizeof key, by_address);
}
