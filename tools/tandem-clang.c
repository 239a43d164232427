/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tandem-clang.c - clang that hardens what it compiles: a drop-in compiler.

   Adds the plugin and its options in front of the arguments and the runtime
   behind them, and becomes clang. Which of these a step has a use for is left
   to clang where it can be: what is unused is so without a warning. Only the
   runtime, an input that would cause a link, is added just when there is one.

   Also tandem-clang++, by the name it is called by. */

#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "options.h"

/* What the command line says, as far as it matters here. */
struct command {
    struct arguments passed; /* to be handed to clang */
    const char *language;    /* of -x at this point; NULL: by file name */
    const char *pending;     /* the option the next argument is the value of */
    int has_input;           /* something to link, that is: not a header */
    int no_link;             /* stops earlier, or brings its own runtime */
    int no_include;          /* -nostdinc */
    int lto;
    int only_inputs; /* after "--" */
};

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

/* No executable or shared library comes out, or not one for the C library:
   such a program links libtandem_rt_freestanding.a itself. */
static const char *const without_runtime[] = {"-c",
                                              "-S",
                                              "-E",
                                              "-M",
                                              "-MM",
                                              "-fsyntax-only",
                                              "-r",
                                              "-Wl,-r",
                                              "-Wl,--relocatable",
                                              "--relocatable",
                                              "--compile",
                                              "--assemble",
                                              "--preprocess",
                                              "--dependencies",
                                              "--user-dependencies",
                                              "--analyze",
                                              "--precompile",
                                              "-emit-ast",
                                              "-verify-pch",
                                              "-nostdlib",
                                              "--no-standard-libraries",
                                              "-nodefaultlibs",
                                              "-ffreestanding",
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

static void scan_option(struct command *command, const char *option)
{
    if (is_one_of(option, with_value))
        command->pending = option;
    else if (is_one_of(option, without_runtime))
        command->no_link = 1;
    else if (strcmp(option, "-nostdinc") == 0)
        command->no_include = 1;
    else if (starts_with(option, "-flto"))
        command->lto = 1;
    else if (strcmp(option, "-fno-lto") == 0)
        command->lto = 0;
    else if (starts_with(option, "-x"))
        set_language(command, option + 2);
    if (starts_with(option, "-l"))
        command->has_input = 1;
}

static int is_input(const struct command *command, const char *argument)
{
    return command->only_inputs || argument[0] != '-' || !argument[1];
}

/* Notes what the argument says, and keeps it for clang unless it is ours. */
static void take(struct command *command, const char *argument)
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
        take(command, contents.items[i]);
    if (keep) {
        command->passed.count = before.count;
        arguments_add(&command->passed, at_file);
    }
}

/* The folder that holds bin, lib and include, of this very file. */
static char *find_home(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
    if (length < 0)
        die("/proc/self/exe: %s", strerror(errno));
    path[length] = '\0';
    for (int levels = 0; levels < 2; levels++)
        *strrchr(path, '/') = '\0';
    return arguments_format("%s", path);
}

static char *find_part(const char *home, const char *name)
{
    char *path = arguments_format("%s/%s", home, name);
    if (access(path, R_OK) != 0)
        die("%s: %s; is Tandem installed completely?", path, strerror(errno));
    return path;
}

static void add_all(struct arguments *list, const char *const *items)
{
    for (; *items; items++)
        arguments_add(list, *items);
}

static void add_compile_options(struct arguments *list, const char *home)
{
    char *plugin = find_part(home, "lib/tandem.so");
    arguments_add(list, arguments_format("-fpass-plugin=%s", plugin));
    /* Once more, early: or its options would be unknown. */
    add_all(list, (const char *const[]){"-Xclang", "-load", "-Xclang", plugin,
                                        "-D__TANDEM__=1", NULL});
    options_add(list);
}

static void add_runtime(struct arguments *list, const char *home)
{
    add_all(list,
            (const char *const[]){"--start-no-unused-arguments", "-x", "none",
                                  find_part(home, "lib/libtandem_rt.a"),
                                  "--end-no-unused-arguments", NULL});
}

/* The whole command line of clang, but for its name. */
static struct arguments compose(const struct command *command, int is_cxx)
{
    struct arguments list = {NULL, 0};
    char *home = find_home();
    arguments_add(&list, ""); /* the name */
    if (is_cxx)
        arguments_add(&list, "--driver-mode=g++");
    arguments_add(&list, "--start-no-unused-arguments");
    if (options_hardens())
        add_compile_options(&list, home);
    /* After all others, as it may be /usr/include. */
    if (!command->no_include) {
        arguments_add(&list, "-idirafter");
        arguments_add(&list, find_part(home, "include"));
    }
    arguments_add(&list, "--end-no-unused-arguments");
    if (command->passed.count)
        add_all(&list, (const char *const *)command->passed.items);
    if (options_hardens() && command->has_input && !command->no_link)
        add_runtime(&list, home);
    return list;
}

/* Does not return if it can be avoided. */
static void become(const char *clang, struct arguments *list)
{
    list->items[0] = (char *)clang;
    execvp(clang, list->items);
    if (errno != ENOENT)
        die("%s: %s", clang, strerror(errno));
}

int main(int argc, char **argv)
{
    struct command command = {.language = NULL};
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '@')
            take_file(&command, argv[i]);
        else
            take(&command, argv[i]);
    }
    if (command.lto && options_hardens())
        die("-flto would leave the program unprotected: hardened link-time "
            "optimisation is not available in this version; drop -flto, or "
            "say -ftandem=off");

    size_t length = argc > 0 ? strlen(argv[0]) : 0;
    int is_cxx = length >= 2 && strcmp(argv[0] + length - 2, "++") == 0;
    struct arguments list = compose(&command, is_cxx);

    const char *clang = getenv("TANDEM_CLANG");
    if (clang && *clang) {
        become(clang, &list);
        die("%s: not found; see the environment variable TANDEM_CLANG", clang);
    }
    become(TANDEM_CLANG_NAME, &list);
    become(TANDEM_CLANG_PATH, &list);
    die("neither %s on the path nor %s: install it, or name a clang of the "
        "same version in the environment variable TANDEM_CLANG",
        TANDEM_CLANG_NAME, TANDEM_CLANG_PATH);
}
