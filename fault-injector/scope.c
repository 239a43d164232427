/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* scope.c - parses scopes and matches names against them. */
#include "scope.h"

#include "die.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static const struct kind {
    const char *name;
    bool has_glob;
} kinds[] = {
    [SCOPE_MAIN] = {"main", false},
    [SCOPE_HARDENED] = {"hardened", false},
    [SCOPE_FUNCTION] = {"function", true},
    [SCOPE_FILE] = {"file", true},
    [SCOPE_LIBRARY] = {"library", true},
    [SCOPE_ALL] = {"all", false},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void add(struct scope *scope, const char *text, size_t length)
{
    const char *equals = memchr(text, '=', length);
    size_t name = equals ? (size_t)(equals - text) : length;
    struct scope_item *item;

    for (int k = 0; k < KINDS; k++) {
        if (strlen(kinds[k].name) != name ||
            strncmp(text, kinds[k].name, name) ||
            kinds[k].has_glob != (equals != NULL))
            continue;
        scope->items =
            reallocate(scope->items, scope->count + 1, sizeof *scope->items);
        item = &scope->items[scope->count++];
        item->kind = (enum scope_kind)k;
        item->glob =
            equals ? format_string("%.*s", (int)(length - name - 1), equals + 1)
                   : NULL;
        return;
    }
    die("a scope is main, hardened, function=GLOB, file=GLOB, library=GLOB or "
        "all, not '%.*s'",
        (int)length, text);
}

void scope_parse(const char *text, struct scope *scope)
{
    *scope = (struct scope){0, NULL};
    for (;;) {
        size_t length = strcspn(text, ",");

        add(scope, text, length);
        if (!text[length])
            return;
        text += length + 1;
    }
}

void scope_free(struct scope *scope)
{
    for (size_t i = 0; i < scope->count; i++)
        free(scope->items[i].glob);
    free(scope->items);
}

bool scope_has(const struct scope *scope, enum scope_kind kind)
{
    for (size_t i = 0; i < scope->count; i++)
        if (scope->items[i].kind == kind)
            return true;
    return false;
}

bool scope_matches(const struct scope *scope, enum scope_kind kind,
                   const char *name)
{
    for (size_t i = 0; i < scope->count; i++)
        if (scope->items[i].kind == kind &&
            !fnmatch(scope->items[i].glob, name, 0))
            return true;
    return false;
}

bool scope_has_main(const struct scope *scope)
{
    for (size_t i = 0; i < scope->count; i++)
        if (scope->items[i].kind != SCOPE_LIBRARY)
            return true;
    return false;
}

bool scope_has_library(const struct scope *scope, const char *name)
{
    return scope_has(scope, SCOPE_ALL) ||
           scope_matches(scope, SCOPE_LIBRARY, name);
}
