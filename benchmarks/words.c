/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* words.c - a command line that grows. */
#include "words.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

void words_add(struct words *words, const char *word)
{
    words->list =
        reallocate(words->list, words->count + 2, sizeof *words->list);
    words->list[words->count++] = copy_string(word);
    words->list[words->count] = NULL;
}

void words_split(struct words *words, const char *text, const char *separators)
{
    char *copy = copy_string(text), *rest = NULL;

    for (char *word = strtok_r(copy, separators, &rest); word;
         word = strtok_r(NULL, separators, &rest))
        words_add(words, word);
    free(copy);
}

void words_free(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->list[i]);
    free(words->list);
    *words = (struct words){0};
}
