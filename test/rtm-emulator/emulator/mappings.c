/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* mappings.c - the writable memory of the program, from /proc/self/maps.

   Read as text: the ioctl that answers faster is of Linux 6.11. */

#include <fcntl.h>

#include "mappings.h"
#include "arena.h"
#include "kernel.h"
#include "report.h"

int mappings_open(void)
{
    return (int)kernel_call3(SYS_open, (long)"/proc/self/maps",
                             O_RDONLY | O_CLOEXEC, 0);
}

/* What of "START-END rw-p OFFSET ..." has been read. */
struct parser {
    struct mapping mapping;
    unsigned field;
    char flags[4];
    unsigned flag;
};

static unsigned hex(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a' + 10);
}

/* Whether the line is complete. */
static int parse(struct parser *parser, char c)
{
    if (c == '\n')
        return 1;
    if (c == ' ' || (c == '-' && parser->field == 0))
        parser->field++;
    else if (parser->field == 0)
        parser->mapping.start = parser->mapping.start << 4 | hex(c);
    else if (parser->field == 1)
        parser->mapping.end = parser->mapping.end << 4 | hex(c);
    else if (parser->field == 2 && parser->flag < 4)
        parser->flags[parser->flag++] = c;
    return 0;
}

static unsigned keep(struct parser *parser, struct mapping *mappings,
                     unsigned count)
{
    parser->mapping.shared = parser->flags[3] == 's';
    if (parser->flags[1] == 'w' && !arena_holds(parser->mapping.start)) {
        if (count == MAPPINGS_MOST)
            report_fatal("too many mappings", "raise MAPPINGS_MOST");
        mappings[count++] = parser->mapping;
    }
    *parser = (struct parser){.field = 0};
    return count;
}

unsigned mappings_list(int file, struct mapping *mappings)
{
    struct parser parser = {.field = 0};
    char text[4096];
    unsigned count = 0;
    long offset = 0, got;
    while ((got = kernel_call6(SYS_pread64, file, (long)text, sizeof(text),
                               offset, 0, 0)) > 0) {
        for (long i = 0; i < got; i++)
            if (parse(&parser, text[i]))
                count = keep(&parser, mappings, count);
        offset += got;
    }
    if (got < 0 || count == 0)
        report_fatal("cannot read /proc/self/maps",
                     "the program must not close its descriptors above 500");
    return count;
}
