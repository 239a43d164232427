/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory.c - places in memory and their addresses. */
#include "memory.h"

#include <string.h>

static const char *const names[MEMORY_KINDS] = {"data", "heap", "stack",
                                                "anon"};

const char *memory_name(enum memory_kind kind)
{
    return names[kind];
}

bool memory_find(const char *name, enum memory_kind *kind)
{
    for (int i = 0; i < MEMORY_KINDS; i++)
        if (!strcmp(name, names[i])) {
            *kind = (enum memory_kind)i;
            return true;
        }
    return false;
}

/* The heap and the stack are one range each. */
static const struct memory_range *range_of(const struct memory_map *map,
                                           enum memory_kind kind)
{
    for (unsigned i = 0; i < map->count; i++)
        if (map->list[i].kind == kind)
            return &map->list[i];
    return NULL;
}

uint64_t memory_place(const struct memory_map *map, enum memory_kind kind,
                      uint64_t address)
{
    switch (kind) {
    case MEMORY_DATA: return address - map->bias;
    case MEMORY_HEAP: return address - range_of(map, kind)->start;
    case MEMORY_STACK: return range_of(map, kind)->end - address;
    default: return address;
    }
}

uint64_t memory_address(const struct memory_map *map, enum memory_kind kind,
                        uint64_t place)
{
    const struct memory_range *range = range_of(map, kind);
    uint64_t address = place;

    if (!range)
        return 0;
    if (kind == MEMORY_DATA)
        address += map->bias;
    if (kind == MEMORY_HEAP)
        address += range->start;
    if (kind == MEMORY_STACK)
        address = range->end - place;
    for (unsigned i = 0; i < map->count; i++)
        if (map->list[i].kind == kind && address >= map->list[i].start &&
            address < map->list[i].end)
            return address;
    return 0;
}
