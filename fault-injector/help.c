/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* help.c - what --help prints. */
#include "help.h"

#include "die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_row(const char *left, const char *help)
{
    const char *end;

    printf("  %-22s ", left);
    while ((end = strchr(help, '\n'))) {
        printf("%.*s\n%25s", (int)(end - help), help, "");
        help = end + 1;
    }
    printf("%s\n", help);
}

_Noreturn void help_print(const struct command_row *command)
{
    char left[64];

    if (command)
        printf("Usage: tandem-inject %s [OPTION...] %s\n%c%s.\n\n",
               command->name, command->operands, command->help[0] - 'a' + 'A',
               command->help + 1);
    else
        printf("Usage: tandem-inject COMMAND [OPTION...] ...\nInjects bit "
               "flips into an unmodified x86-64 program.\n\n");
    for (int i = 0; !command && i < command_count; i++)
        print_row(command_rows[i].name, command_rows[i].help);
    for (int i = 0; command && i < option_count; i++) {
        const struct option_row *row = &option_rows[i];

        if (!(row->commands & (int)command->command))
            continue;
        snprintf(left, sizeof left, "--%s%s%s", row->name,
                 row->argument ? " " : "", row->argument ? row->argument : "");
        print_row(left, row->help);
    }
    if (!command)
        printf("\n'tandem-inject COMMAND --help' shows its options.\n");
    exit(EXIT_FINE);
}
