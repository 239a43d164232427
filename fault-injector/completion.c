/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* completion.c - what completes command lines in bash. */
#include "help.h"

#include "die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "# bash completion of tandem-inject; made from its table of options\n"
    "_tandem_inject()\n"
    "{\n"
    "    local current=${COMP_WORDS[COMP_CWORD]}\n"
    "    local before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}\n"
    "    local i words=\n"
    "\n"
    "    COMPREPLY=()\n"
    "    # behind -- the program's own words: files\n"
    "    for ((i = 2; i < COMP_CWORD; i++)); do\n"
    "        [ \"${COMP_WORDS[i]}\" != -- ] || return 0\n"
    "    done\n";

static const char tail[] =
    "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
    "}\n"
    "complete -o default -F _tandem_inject tandem-inject\n";

static void put_commands(void)
{
    printf("    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\"");
    for (int i = 0; i < command_count; i++)
        printf("%s ", command_rows[i].name);
    puts("--help --version\"\n    fi");
}

/* "a|b" is a choice; models are in their list; anything else is the user's,
 * and may be a file. */
static void put_values(void)
{
    puts("    case $before in");
    for (int i = 0; i < option_count; i++) {
        const struct option_row *row = &option_rows[i];

        if (!row->argument)
            continue;
        printf("    --%s) ", row->name);
        if (row->kind == MODEL) {
            printf("words=\"");
            for (const struct model *const *m = models; *m; m++)
                printf("%s ", (*m)->name);
            printf("\" command= ;;\n");
        } else if (strchr(row->argument, '|')) {
            printf("words=\"");
            for (const char *c = row->argument; *c; c++)
                putchar(*c == '|' ? ' ' : *c);
            printf("\" command= ;;\n");
        } else {
            puts("return 0 ;;");
        }
    }
    puts("    esac");
}

static void put_options(void)
{
    puts("    case $current$command in");
    for (int c = 0; c < command_count; c++) {
        printf("    -*%s) words=\"", command_rows[c].name);
        for (int i = 0; i < option_count; i++)
            if (option_rows[i].commands & (int)command_rows[c].command)
                printf("--%s ", option_rows[i].name);
        puts("--help\" ;;");
    }
    puts("    esac");
}

_Noreturn void completion_print(void)
{
    fputs(head, stdout);
    put_commands();
    put_values();
    put_options();
    fputs(tail, stdout);
    exit(EXIT_FINE);
}
