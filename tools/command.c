/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* command.c - what a command line of clang says, as far as a wrapper cares. */

#define _GNU_SOURCE
#include "command.h"

#include <string.h>

#include "options.h"

static int is_one_of(const char *argument, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(argument, *list) == 0)
            return 1;
    return 0;
}

static int starts_with(const char *argument, const char *prefix)
{
    return strncmp(argument, prefix, strlen(prefix)) == 0;
}

/* Options whose value is the next argument, which is therefore no input. */
static const char *const with_value[] = {"-o",
                                         "-x",
                                         "-I",
                                         "-L",
                                         "-D",
                                         "-U",
                                         "-F",
                                         "-T",
                                         "-u",
                                         "-z",
                                         "-e",
                                         "-A",
                                         "-l",
                                         "-MF",
                                         "-MT",
                                         "-MQ",
                                         "-MJ",
                                         "-include",
                                         "-imacros",
                                         "-include-pch",
                                         "-isystem",
                                         "-iquote",
                                         "-idirafter",
                                         "-iprefix",
                                         "-iwithprefix",
                                         "-iwithprefixbefore",
                                         "-isysroot",
                                         "-ivfsoverlay",
                                         "-cxx-isystem",
                                         "-Xclang",
                                         "-Xlinker",
                                         "-Xassembler",
                                         "-Xpreprocessor",
                                         "-Xopenmp-target",
                                         "-Xanalyzer",
                                         "-mllvm",
                                         "-arch",
                                         "-target",
                                         "-gcc-toolchain",
                                         "-framework",
                                         "-rpath",
                                         "-soname",
                                         "-dumpdir",
                                         "-dependency-file",
                                         "-working-directory",
                                         "--param",
                                         "--sysroot",
                                         "--include",
                                         "--output",
                                         "--language",
                                         "--prefix",
                                         "--config",
                                         "--rtlib",
                                         "-B",
                                         "-G",
                                         NULL};

/* Nothing is linked. */
static const char *const without_link[] = {"-c",
                                           "-S",
                                           "-E",
                                           "-M",
                                           "-MM",
                                           "-fsyntax-only",
                                           "--compile",
                                           "--assemble",
                                           "--preprocess",
                                           "--dependencies",
                                           "--user-dependencies",
                                           "--analyze",
                                           "--precompile",
                                           "-emit-ast",
                                           "-verify-pch",
                                           NULL};

/* No executable or shared library comes out. */
static const char *const without_runtime[] = {
    "-r", "-Wl,-r", "-Wl,--relocatable", "--relocatable", NULL};

/* No C library, and so no threads for transactions, either. */
static const char *const freestanding[] = {
    "-nostdlib", "--no-standard-libraries", "-nodefaultlibs", "-ffreestanding",
    NULL};

/* A header as an input is precompiled, not linked. */
static int is_header(const char *file, const char *language)
{
    static const char *const suffixes[] = {
        ".h", ".H", ".hh", ".hp", ".hpp", ".hxx", ".h++", ".tcc", NULL};
    if (language)
        return strstr(language, "-header") != NULL;
    const char *suffix = strrchr(file, '.');
    return suffix && is_one_of(suffix, suffixes);
}

static void scan_input(struct command *command, const char *file)
{
    if (!is_header(file, command->language))
        command->has_input = 1;
}

static void set_language(struct command *command, const char *language)
{
    command->language = strcmp(language, "none") == 0 ? NULL : language;
}

/* What is said about linking and optimising; the last of a kind counts. */
static void scan_code_option(struct command *command, const char *option)
{
    if (strcmp(option, "-flto=thin") == 0)
        command->lto = LTO_THIN;
    else if (strcmp(option, "-flto") == 0 || starts_with(option, "-flto="))
        command->lto = LTO_FULL;
    else if (strcmp(option, "-fno-lto") == 0)
        command->lto = LTO_NONE;
    else if (starts_with(option, "-fuse-ld="))
        command->linker = strchr(option, '=') + 1;
    else if (starts_with(option, "--ld-path="))
        command->own_linker = 1;
    else if (starts_with(option, "-O"))
        command->no_optimization = strcmp(option, "-O0") == 0;
}

static void scan_option(struct command *command, const char *option)
{
    if (is_one_of(option, with_value))
        command->pending = option;
    else if (is_one_of(option, without_link))
        command->no_link = 1;
    else if (is_one_of(option, without_runtime))
        command->no_runtime = 1;
    else if (is_one_of(option, freestanding))
        command->freestanding = 1;
    else if (strcmp(option, "-nostdinc") == 0)
        command->no_include = 1;
    else if (strcmp(option, "-static") == 0 ||
             strcmp(option, "-static-pie") == 0)
        command->no_sharing = 1;
    else if (strcmp(option, "--help") == 0 || strcmp(option, "-help") == 0)
        command->help = 1;
    else if (starts_with(option, "-x"))
        set_language(command, option + 2);
    else
        scan_code_option(command, option);
    if (starts_with(option, "-l"))
        command->has_input = 1;
}

static int is_input(const struct command *command, const char *argument)
{
    return command->only_inputs || argument[0] != '-' || !argument[1];
}

/* Notes what the argument says, and keeps it for clang unless it is ours. */
static void take_one(struct command *command, const char *argument)
{
    const char *option = command->pending;
    if (option) {
        command->pending = NULL;
        if (strcmp(option, "-x") == 0)
            set_language(command, argument);
    } else if (is_input(command, argument)) {
        scan_input(command, argument);
        /* As we add options behind it, the "--" itself is not passed. */
        if (argument[0] == '-' && argument[1])
            argument = arguments_format("./%s", argument);
    } else if (strcmp(argument, "--") == 0) {
        command->only_inputs = 1;
        return;
    } else if (options_is_ours(argument)) {
        options_take(argument);
        return;
    } else {
        scan_option(command, argument);
    }
    arguments_add(&command->passed, argument);
}

/* Whether clang cannot be given the file itself. */
static int needs_expansion(const struct arguments *contents)
{
    for (size_t i = 0; i < contents->count; i++)
        if (options_is_ours(contents->items[i]) ||
            strcmp(contents->items[i], "--") == 0)
            return 1;
    return 0;
}

/* A response file may be there because its contents are too long for a
   command line, so it is passed as it is where possible. */
static void take_file(struct command *command, const char *at_file)
{
    struct arguments contents = {NULL, 0};
    arguments_add_file(&contents, at_file);
    struct arguments before = command->passed;
    int keep = !needs_expansion(&contents) && !command->only_inputs;
    for (size_t i = 0; i < contents.count; i++)
        take_one(command, contents.items[i]);
    if (keep) {
        command->passed.count = before.count;
        arguments_add(&command->passed, at_file);
    }
}

void command_take(struct command *command, const char *argument)
{
    if (argument[0] == '@')
        take_file(command, argument);
    else
        take_one(command, argument);
}
