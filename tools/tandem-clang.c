/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* tandem-clang.c - clang that hardens what it compiles: a drop-in compiler.

   Adds the plugin, its options and the runtime in front of the arguments, and
   becomes clang. Which of these a step has a use for is left to clang where it
   can be: what is unused is so without a warning. Only the runtime, an input
   that would cause a link, is added just when there is one.

   Also tandem-clang++, by the name it is called by. */

#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tandem/abi.h>
#include <unistd.h>

#include "arguments.h"
#include "command.h"
#include "options.h"

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

/* Each program and library gets a runtime of its own, and offers it to the
   others: the first one found serves all. So it comes before shared libraries,
   or the linker would be content with theirs, which another build of theirs
   need not have; and it is asked for, or it would be left out there. A static
   program has no others, and its start code cannot relocate a thread-local
   variable that is exported. */
static void add_runtime(struct arguments *list, const struct command *command,
                        const char *home)
{
    arguments_add(list, "-Wl,-u," TANDEM_VERSION_SYMBOL_NAME);
    if (!command->no_sharing)
        add_all(list, (const char *const[]){
                          "-Wl,--export-dynamic-symbol=__tandem_*",
                          "-Wl,--export-dynamic-symbol=tandem_*", NULL});
    arguments_add(list, find_part(home, "lib/libtandem_rt.a"));
}

/* With LTO the linker optimises, so it is there that the pass hardens; see
   passes/Stamp.h. Only LLVM's own linker can load it. */
static void add_linker(struct arguments *list, const struct command *command,
                       const char *home)
{
    const char *linker = command->linker ? command->linker : "lld";
    if (!strstr(linker, "lld") && !command->own_linker)
        die("-flto: only lld can harden a program at link time, and not '%s'; "
            "say -fuse-ld=lld, drop -flto, or say -ftandem=off",
            linker);
    if (!command->linker)
        arguments_add(list, "-fuse-ld=lld");
    /* Of the same version as the plugin, which need not be the first found. */
    if (strcmp(linker, "lld") == 0 && !command->own_linker &&
        access(TANDEM_LLD_PATH, X_OK) == 0)
        arguments_add(list, "--ld-path=" TANDEM_LLD_PATH);
    arguments_add(list, arguments_format("-Wl,--load-pass-plugin=%s",
                                         find_part(home, "lib/tandem.so")));
    /* What ThinLTO runs for -O0 has no place for a pass. Functions compiled
       with -O0 are marked so, and stay as they are. */
    if (command->lto == LTO_THIN && command->no_optimization)
        arguments_add(list, "-Wl,--lto-O1");
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
    if (command->freestanding)
        options_set_default("recovery", "none");
    if (options_hardens())
        add_compile_options(&list, home);
    /* After all others, as it may be /usr/include. */
    if (!command->no_include) {
        arguments_add(&list, "-idirafter");
        arguments_add(&list, find_part(home, "include"));
    }
    int links = command->has_input && !command->no_link;
    if (options_hardens() && links && !command->no_runtime &&
        !command->freestanding)
        add_runtime(&list, command, home);
    arguments_add(&list, "--end-no-unused-arguments");
    if (command->passed.count)
        add_all(&list, (const char *const *)command->passed.items);
    if (options_hardens() && links && command->lto)
        add_linker(&list, command, home);
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
    for (int i = 1; i < argc; i++)
        command_take(&command, argv[i]);
    if (command.help) {
        options_print_help();
        fflush(stdout);
    }

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
