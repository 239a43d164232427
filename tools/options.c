/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.c - the wrapper's own flags: -ftandem=, -ftandem-NAME=. */

#define _GNU_SOURCE
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct option {
    const char *name;
    const char *values[8]; /* NULL at the end */
    const char *given;     /* NULL: not given, the pass has the default */
};

static struct option options[] = {
#define TANDEM_VALUE(text, name, help) text,
#define TANDEM_OPTION(text, field, help, values) {text, {values}, NULL},
#include "../passes/Options.def"
};

enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

static const char prefix[] = "-ftandem";

/* "-ftandem=" for the mode, "-ftandem-NAME=" for the others. */
static char *flag_of(const struct option *option)
{
    if (strcmp(option->name, "mode") == 0)
        return arguments_format("%s=", prefix);
    return arguments_format("%s-%s=", prefix, option->name);
}

int options_is_ours(const char *argument)
{
    size_t length = strlen(prefix);
    return strncmp(argument, prefix, length) == 0 &&
           strchr("=-", argument[length]); /* or it ends there */
}

static _Noreturn void die_of_value(const struct option *option,
                                   const char *argument)
{
    char *valid = "";
    for (const char *const *value = option->values; *value; value++)
        valid = arguments_format("%s%s%s%s", valid, *valid ? ", " : "",
                                 flag_of(option), *value);
    die("'%s' is not available in this version; valid: %s", argument, valid);
}

static _Noreturn void die_of_name(const char *argument)
{
    char *valid = "";
    for (unsigned i = 0; i < OPTIONS; i++)
        valid = arguments_format("%s%s%s", valid, *valid ? ", " : "",
                                 flag_of(&options[i]));
    die("unknown option '%s'; valid: %s", argument, valid);
}

void options_take(const char *argument)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        char *flag = flag_of(&options[i]);
        size_t length = strlen(flag);
        int same = strncmp(argument, flag, length) == 0;
        free(flag);
        if (!same)
            continue;
        for (const char *const *value = options[i].values; *value; value++) {
            if (strcmp(argument + length, *value) == 0) {
                options[i].given = *value;
                return;
            }
        }
        die_of_value(&options[i], argument);
    }
    die_of_name(argument);
}

int options_hardens(void)
{
    for (unsigned i = 0; i < OPTIONS; i++)
        if (strcmp(options[i].name, "mode") == 0 && options[i].given)
            return strcmp(options[i].given, "off") != 0;
    return 1;
}

void options_add(struct arguments *list)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        if (!options[i].given)
            continue;
        /* Not -mllvm alone: clang hands that to its assembler too, which does
           not load the plugin and would not know the option. */
        arguments_add(list, "-Xclang");
        arguments_add(list, "-mllvm");
        arguments_add(list, "-Xclang");
        arguments_add(list, arguments_format("-tandem-%s=%s", options[i].name,
                                             options[i].given));
    }
}
