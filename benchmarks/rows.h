/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rows.h - the journals of several kernels and variants, of one model. */
#ifndef TANDEM_BENCH_ROWS_H
#define TANDEM_BENCH_ROWS_H

#include "tally.h"

struct rows {
    struct tally *list;
    size_t count;
};

/* Dies when two are of one kernel and variant, or one is of another model or
 * empty; warns about unfinished ones. */
struct rows rows_read(char **paths, int count);
void rows_free(struct rows *rows);

/* NULL when there is none. */
const struct tally *rows_find(const struct rows *rows, const char *kernel,
                              const char *variant);

#endif
