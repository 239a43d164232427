/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* module.h - one file whose .text faults may be in: the executable, which is
 * called main, or a shared library, which is called by its file's name. */
#ifndef TANDEM_INJECT_MODULE_H
#define TANDEM_INJECT_MODULE_H

#include "profile.h"
#include "scope.h"
#include "source.h"

struct module {
    char *name;
    struct program *program;
    struct text *text;
    struct layout *layout;
    struct profile *profile;
    struct source *source;
    bool *in_scope;    /* [text->count] */
    uint64_t executed; /* instructions in scope */
};

/* Reads and profiles PROGRAM, which the module owns from now on. */
void module_open(struct module *module, const char *name,
                 struct program *program, const struct launch *launch,
                 double cpu_limit);
void module_close(struct module *module);

/* Says what of it is in SCOPE. */
void module_limit(struct module *module, const struct scope *scope);

/* Paths of the libraries that the program of LAUNCH has loaded at its entry
 * point; ends with NULL. The strings are the
 * caller's. */
char **module_libraries(const struct launch *launch);

#endif
