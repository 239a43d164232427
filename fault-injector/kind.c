/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kind.c - what an instruction is for, as far as its text tells. */
#include "kind.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool starts(const char *text, const char *prefix)
{
    return !strncmp(text, prefix, strlen(prefix));
}

/* By the first letters of the mnemonic; the first row that fits. */
static const struct row {
    const char *prefix, *kind;
} table[] = {
    {"lea ", "address"},  {"leave", "stack"},   {"push", "stack"},
    {"pop ", "stack"},    {"call", "stack"},    {"ret", "stack"},
    {"j", "branch"},      {"loop", "branch"},   {"cmp", "compare"},
    {"test", "compare"},  {"bt ", "compare"},   {"set", "compare"},
    {"mul", "multiply"},  {"imul", "multiply"}, {"div", "multiply"},
    {"idiv", "multiply"}, {"mov", "move"},      {"cmov", "move"},
    {"xchg", "move"},
};

static bool is_vector(const char *insn)
{
    return strstr(insn, "mm") || strstr(insn, " st") || starts(insn, "f") ||
           strstr(insn, " k");
}

const char *kind_of(const char *insn)
{
    const char *bracket, *comma;

    if (!insn)
        return NULL;
    bracket = strchr(insn, '[');
    comma = strchr(insn, ',');
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (!starts(insn, table[i].prefix))
            continue;
        if (!bracket || strcmp(table[i].kind, "move"))
            return table[i].kind;
        break;
    }
    if (bracket && comma && !starts(insn, "lea"))
        return bracket < comma ? "store" : "load";
    if (is_vector(insn))
        return "vector";
    return bracket ? "store" : "arithmetic";
}
