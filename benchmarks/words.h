/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* words.h - a command line that grows: words, copied, NULL behind the last. */
#ifndef TANDEM_BENCH_WORDS_H
#define TANDEM_BENCH_WORDS_H

#include <stddef.h>

struct words {
    char **list; /* NULL while empty */
    size_t count;
};

void words_add(struct words *words, const char *word);

/* Adds what stands between the characters of SEPARATORS; no quoting. */
void words_split(struct words *words, const char *text, const char *separators);

void words_free(struct words *words);

#endif
