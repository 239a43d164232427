/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rows.c - reads journals that are put side by side. */
#include "rows.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

const struct tally *rows_find(const struct rows *rows, const char *kernel,
                              const char *variant)
{
    for (size_t i = 0; i < rows->count; i++)
        if (!strcmp(rows->list[i].kernel, kernel) &&
            !strcmp(rows->list[i].variant, variant))
            return &rows->list[i];
    return NULL;
}

struct rows rows_read(char **paths, int count)
{
    struct rows rows = {
        .list = allocate((size_t)count, sizeof *rows.list),
    };

    for (int i = 0; i < count; i++) {
        struct tally tally = tally_read(paths[i]);

        if (rows_find(&rows, tally.kernel, tally.variant))
            die("journal '%s': there are two journals of %s built as %s",
                paths[i], tally.kernel, tally.variant);
        if (i && strcmp(tally.model, rows.list[0].model))
            die("journal '%s' is of model %s, others of model %s", paths[i],
                tally.model, rows.list[0].model);
        if (!tally.total)
            die("the journal '%s' holds no injections", paths[i]);
        if ((double)(tally.total + tally.lost) < tally.wanted)
            warn("'%s' is unfinished: %llu of %.0f faults", paths[i],
                 (unsigned long long)tally.total, tally.wanted);
        if (tally.lost)
            warn("'%s': %llu of %.0f stops were not reached, and do not count",
                 paths[i], (unsigned long long)tally.lost, tally.wanted);
        rows.list[rows.count++] = tally;
    }
    return rows;
}

void rows_free(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        tally_free(&rows->list[i]);
    free(rows->list);
}
