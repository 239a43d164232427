/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* comparison.h - whether what a run wrote is as good as what another wrote:
 * the same bytes; or the same but for numbers within a tolerance; or right in
 * the eyes of a command. */
#ifndef TANDEM_INJECT_COMPARISON_H
#define TANDEM_INJECT_COMPARISON_H

#include "workplace.h"

struct comparison {
    double tolerance;    /* relative, 0: none */
    const char *command; /* of a shell, or NULL: asked when bytes differ */
    char *reference;     /* folder with the reference's files, for it */
};

/* Writes what RIGHT has in it to the folder that the command looks at. */
void comparison_prepare(struct comparison *comparison,
                        const struct workplace *place,
                        const struct observation *right);
void comparison_free(struct comparison *comparison);

/* NULL, or what of SEEN, still in PLACE, is not like RIGHT. Dies when the
 * command fails. */
const char *comparison_difference(const struct comparison *comparison,
                                  const struct workplace *place,
                                  const struct observation *right,
                                  const struct observation *seen);

/* Whether two texts are the same but for numbers that differ by no more than
 * TOLERANCE times the larger one. */
bool numbers_close(const struct bytes *a, const struct bytes *b,
                   double tolerance);

#endif
