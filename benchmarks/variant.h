/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* variant.h - the ways a benchmark is built, from variants.def. */
#ifndef TANDEM_BENCH_VARIANT_H
#define TANDEM_BENCH_VARIANT_H

#include "words.h"

enum compiler { COMPILER_CLANG, COMPILER_TANDEM };

struct variant {
    const char *name;
    enum compiler compiler;
    const char *flags;
};

/* The first is the baseline. */
extern const struct variant variants[];
extern const size_t variants_count;

/* The compilers of both kinds. */
struct toolchain {
    char *path[2]; /* by enum compiler */
    char *version; /* what clang says it is */
};

/* CLANG may be NULL: that of the LLVM we were built with. HOME holds bin/.
 * Dies when one of the compilers is missing. Makes tandem-clang use the same
 * clang as the baseline. */
void toolchain_open(struct toolchain *toolchain, const char *clang,
                    const char *home);
void toolchain_close(struct toolchain *toolchain);

/* The beginning of a command: compiler and flags. */
struct words variant_command(const struct variant *variant,
                             const struct toolchain *toolchain);

#endif
