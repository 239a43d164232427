/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* heat.h - where in the program the faults of a journal struck: counts per
 * instruction and per source line. */
#ifndef TANDEM_INJECT_HEAT_H
#define TANDEM_INJECT_HEAT_H

#include "journal.h"

/* What struck one place; FILE and FUNCTION may be NULL. */
struct spot {
    const char *function;
    const char *file;
    int line;
    uint64_t address; /* in the executable; 0: elsewhere, or all of a line */
    uint64_t count[OUTCOMES];
    uint64_t total;
};

struct heat {
    struct spot *list;
    size_t count;
};

/* One per instruction of the executable, ascending by address. The strings are
 * the journal's. */
struct heat heat_by_address(const struct journal *journal);

/* One per source line that is known, most silent corruptions first. */
struct heat heat_by_line(const struct journal *journal);

/* The spot of ADDRESS, or NULL. */
const struct spot *heat_at(const struct heat *heat, uint64_t address);

#endif
