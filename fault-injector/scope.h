/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* scope.h - which instructions faults are drawn from.
 *
 *   WHAT[,WHAT...]
 *
 * WHAT is main (the .text of the executable), hardened (its functions that
 * contain a check), function=GLOB, file=GLOB (a source file, by its name or its
 * path), library=GLOB (the .text of a shared library, by its file's name) or
 * all (main and all libraries). What several of them say is added up. */
#ifndef TANDEM_INJECT_SCOPE_H
#define TANDEM_INJECT_SCOPE_H

#include <stdbool.h>
#include <stddef.h>

enum scope_kind {
    SCOPE_MAIN,
    SCOPE_HARDENED,
    SCOPE_FUNCTION,
    SCOPE_FILE,
    SCOPE_LIBRARY,
    SCOPE_ALL,
};

struct scope {
    size_t count;
    struct scope_item {
        enum scope_kind kind;
        char *glob; /* NULL when the kind has none */
    } *items;
};

/* Dies when TEXT is no scope. */
void scope_parse(const char *text, struct scope *scope);
void scope_free(struct scope *scope);

bool scope_has(const struct scope *scope, enum scope_kind kind);

/* Whether an item of KIND matches NAME. */
bool scope_matches(const struct scope *scope, enum scope_kind kind,
                   const char *name);

/* Whether anything of the executable is in it. */
bool scope_has_main(const struct scope *scope);

/* Whether the library is in it; NAME is its file's. */
bool scope_has_library(const struct scope *scope, const char *name);

#endif
