/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* variant.c - the table of variants, and the compilers they need. */
#include "variant.h"

#include "die.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLANG COMPILER_CLANG
#define TANDEM COMPILER_TANDEM
const struct variant variants[] = {
#define VARIANT(name, compiler, flags) {name, compiler, flags},
#include "variants.def"
#undef VARIANT
};
const size_t variants_count = sizeof variants / sizeof *variants;

/* The first line of "CLANG --version", or death. */
static char *ask_version(const char *clang)
{
    char *command = format_string("'%s' --version 2>&1", clang);
    FILE *pipe = strchr(clang, '\'') ? NULL : popen(command, "re");
    char line[256] = "";
    bool fine = pipe && fgets(line, sizeof line, pipe);

    if (!pipe || pclose(pipe) || !fine || !strstr(line, "clang"))
        die("cannot use '%s' as the compiler: it is missing or no clang "
            "(name another with --cc)",
            clang);
    free(command);
    line[strcspn(line, "\n")] = 0;
    return copy_string(line);
}

void toolchain_open(struct toolchain *toolchain, const char *clang,
                    const char *home)
{
    if (!clang)
        clang = TANDEM_BENCH_CLANG;
    toolchain->path[COMPILER_CLANG] = copy_string(clang);
    toolchain->path[COMPILER_TANDEM] =
        format_string("%s/bin/tandem-clang", home);
    toolchain->version = ask_version(clang);
    if (access(toolchain->path[COMPILER_TANDEM], X_OK))
        die_errno("cannot use '%s' (it belongs beside tandem-bench)",
                  toolchain->path[COMPILER_TANDEM]);
    setenv("TANDEM_CLANG", clang, 1);
}

void toolchain_close(struct toolchain *toolchain)
{
    free(toolchain->path[COMPILER_CLANG]);
    free(toolchain->path[COMPILER_TANDEM]);
    free(toolchain->version);
}

struct words variant_command(const struct variant *variant,
                             const struct toolchain *toolchain)
{
    struct words words = {0};

    words_add(&words, toolchain->path[variant->compiler]);
    words_split(&words, variant->flags, " ");
    return words;
}
