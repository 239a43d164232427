/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory.h - the memory that a program keeps its data in, in kinds whose
 * places mean the same from run to run. */
#ifndef TANDEM_INJECT_MEMORY_H
#define TANDEM_INJECT_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/* How a place is counted, kind by kind. */
enum memory_kind {
    MEMORY_DATA,  /* writable segments of the executable: file address */
    MEMORY_HEAP,  /* the break: bytes from its start */
    MEMORY_STACK, /* of the first thread: bytes from its upper end, downwards */
    MEMORY_ANON,  /* further anonymous mappings: address */
    MEMORY_KINDS,
};

struct memory_range {
    enum memory_kind kind;
    uint64_t start, end;
};

/* Ascending by address. More ranges than there is room for are left out. */
enum { MEMORY_RANGES = 256 };
struct memory_map {
    uint64_t bias; /* load address minus file address */
    unsigned count;
    struct memory_range list[MEMORY_RANGES];
};

const char *memory_name(enum memory_kind kind);
bool memory_find(const char *name, enum memory_kind *kind);

/* The place of ADDRESS, which lies in a range of KIND; and the other way, 0
 * when the map has no such place. */
uint64_t memory_place(const struct memory_map *map, enum memory_kind kind,
                      uint64_t address);
uint64_t memory_address(const struct memory_map *map, enum memory_kind kind,
                        uint64_t place);

#endif
