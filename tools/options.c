/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.c - the wrapper's own flags: -ftandem=, -ftandem-NAME=. */

#define _GNU_SOURCE
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct value {
    const char *text;
    const char *help;
};

struct option {
    const char *name;
    const char *help;
    const struct value *values; /* text NULL at the end; NULL: any text */
    const char *fallback;       /* of a text: its default */
    const char *bare;           /* of a text: without a value; "": needs one */
    const char *argument;       /* of a text: what it is called */
    int is_list;                /* all that are given count, not the last */
    struct arguments given;     /* none: the pass has the default */
};

#define TANDEM_VALUE(text, name, help) {text, help},
#define TANDEM_OPTION(text, field, help, values) \
    static const struct value values_of_##field[] = {values{NULL, NULL}};
#include "../passes/Options.def"

static struct option options[] = {
#define TANDEM_VALUE(text, name, help)
#define TANDEM_OPTION(text, field, help, values) \
    {text, help, values_of_##field, "", "", "", 0, {NULL, 0}},
#define TANDEM_TEXT(text, field, fallback, bare, argument, help) \
    {text, help, NULL, fallback, bare, argument, 0, {NULL, 0}},
#define TANDEM_LIST(text, field, argument, help) \
    {text, help, NULL, "", "", argument, 1, {NULL, 0}},
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

static struct option *find(const char *name)
{
    struct option *option = options;
    while (strcmp(option->name, name) != 0)
        option++;
    return option;
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
    for (const struct value *value = option->values; value->text; value++)
        valid = arguments_format("%s%s%s%s", valid, *valid ? ", " : "",
                                 flag_of(option), value->text);
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

static int is_valid(const struct option *option, const char *text)
{
    const struct value *value = option->values;
    while (value && value->text && strcmp(value->text, text) != 0)
        value++;
    return !value || value->text;
}

static void give(struct option *option, const char *value)
{
    if (!option->is_list)
        option->given.count = 0;
    arguments_add(&option->given, value);
}

void options_take(const char *argument)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        struct option *option = &options[i];
        char *flag = flag_of(option);
        size_t length = strlen(flag);
        int same = strncmp(argument, flag, length) == 0;
        int bare = *option->bare && strlen(argument) + 1 == length &&
                   strncmp(argument, flag, length - 1) == 0;
        free(flag);
        if (!same && !bare)
            continue;
        const char *value = bare ? option->bare : argument + length;
        if (!is_valid(option, value))
            die_of_value(option, argument);
        give(option, value);
        return;
    }
    die_of_name(argument);
}

int options_hardens(void)
{
    const struct option *mode = find("mode");
    return !mode->given.count || strcmp(mode->given.items[0], "off") != 0;
}

void options_set_default(const char *name, const char *value)
{
    struct option *option = find(name);
    if (!option->given.count)
        give(option, value);
}

/* To cc1, for it alone knows the options of the plugin: what clang gets by
   -mllvm it hands to its assembler too. */
static void add_to_cc1(struct arguments *list, const char *argument)
{
    arguments_add(list, "-Xclang");
    arguments_add(list, argument);
}

void options_add(struct arguments *list)
{
    for (unsigned i = 0; i < OPTIONS; i++) {
        const struct option *option = &options[i];
        for (size_t k = 0; k < option->given.count; k++) {
            add_to_cc1(list, "-mllvm");
            add_to_cc1(list, arguments_format("-tandem-%s=%s", option->name,
                                              option->given.items[k]));
        }
    }
    /* What make is told by -MD, clang's own ignorelists come with too. */
    const struct option *lists = find("ignorelist");
    for (size_t k = 0; k < lists->given.count; k++)
        add_to_cc1(list, arguments_format("-fdepfile-entry=%s",
                                          lists->given.items[k]));
}

static void print_line(const char *flag, const char *help, const char *note)
{
    printf("  %-31s %s%s\n", flag, help, note);
}

void options_print_help(void)
{
    puts("OVERVIEW: Tandem, a clang that hardens what it compiles\n\n"
         "TANDEM OPTIONS:");
    for (unsigned i = 0; i < OPTIONS; i++) {
        const struct option *option = &options[i];
        char *flag = flag_of(option);
        if (*option->bare)
            print_line(arguments_format("%.*s", (int)strlen(flag) - 1, flag),
                       "short for ",
                       arguments_format("%s%s", flag, option->bare));
        if (!option->values)
            print_line(arguments_format("%s%s", flag, option->argument),
                       option->help, option->is_list ? " (repeatable)" : "");
        if (*option->fallback)
            print_line("", "default: ", option->fallback);
        for (const struct value *v = option->values; v && v->text; v++)
            print_line(arguments_format("%s%s", flag, v->text), v->help,
                       v == option->values ? " (default)" : "");
    }
    puts("\nThe options of clang:\n");
}
