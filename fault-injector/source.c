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
};

struct source *source_open(const struct program *program)
{
    struct source *source = allocate(1, sizeof *source);

    source->fd = open(program->path, O_RDONLY | O_CLOEXEC);
    if (source->fd >= 0)
        source->dwarf = dwarf_begin(source->fd, DWARF_C_READ);
    return source;
}

void source_close(struct source *source)
{
    if (source->dwarf)
        dwarf_end(source->dwarf);
    if (source->fd >= 0)
        close(source->fd);
    free(source);
}

const char *source_line(struct source *source, uint64_t address, int *line)
{
    Dwarf_Die unit;
    Dwarf_Line *found;

    if (!source->dwarf || !dwarf_addrdie(source->dwarf, address, &unit))
        return NULL;
    found = dwarf_getsrc_die(&unit, address);
    if (!found || dwarf_lineno(found, line))
        return NULL;
    return dwarf_linesrc(found, NULL, NULL);
}
