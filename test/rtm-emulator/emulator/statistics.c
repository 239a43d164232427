/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* statistics.c - what has happened, for the line at exit. */

#include "statistics.h"
#include "arena.h"
#include "report.h"

struct statistics *statistics;

void statistics_create(void)
{
    statistics = arena_take(sizeof(*statistics));
}

void statistics_print(void)
{
    struct line line = {.length = 0};
    line_add(&line, "rtm-emulator:");
#define COUNTER(field, name, help) \
    line_add(&line, " " name " "); \
    line_add_number(&line, statistics->field);
#include "statistics.def"
#undef COUNTER
    line_write(&line);
}
