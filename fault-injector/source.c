/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* source.c - asks elfutils' libdw. */
#include "source.h"

#include "die.h"

#include <elfutils/libdw.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct source {
    int fd;
    Dwarf *dwarf;
    Dwarf_Die *units;
    size_t count;
};

/* Not every compiler writes an address table (.debug_aranges), so that the
 * units are asked one by one. */
static void list_units(struct source *source)
{
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;

    while (
        !dwarf_get_units(source->dwarf, unit, &unit, NULL, NULL, &die, NULL)) {
        size_t n = source->count;

        if ((n & (n - 1)) == 0)
            source->units =
                reallocate(source->units, n ? 2 * n : 1, sizeof *source->units);
        source->units[source->count++] = die;
    }
}

struct source *source_open(const struct program *program)
{
    struct source *source = allocate(1, sizeof *source);

    source->fd = open(program->path, O_RDONLY | O_CLOEXEC);
    if (source->fd >= 0)
        source->dwarf = dwarf_begin(source->fd, DWARF_C_READ);
    if (source->dwarf)
        list_units(source);
    return source;
}

void source_close(struct source *source)
{
    if (source->dwarf)
        dwarf_end(source->dwarf);
    if (source->fd >= 0)
        close(source->fd);
    free(source->units);
    free(source);
}

const char *source_line(struct source *source, uint64_t address, int *line)
{
    for (size_t i = 0; i < source->count; i++) {
        Dwarf_Line *found;

        if (dwarf_haspc(&source->units[i], address) <= 0)
            continue;
        found = dwarf_getsrc_die(&source->units[i], address);
        if (found && !dwarf_lineno(found, line))
            return dwarf_linesrc(found, NULL, NULL);
    }
    return NULL;
}
