/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* man.c - the manual page, in the man macros of roff. */
#include "help.h"

#include "die.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

static const char head[] =
    ".TH TANDEM\\-INJECT 1 \"\" \"Tandem " TANDEM_INJECT_VERSION "\"\n"
    ".SH NAME\n"
    "tandem\\-inject \\- inject faults into an unmodified program\n"
    ".SH SYNOPSIS\n";

static const char description[] =
    ".SH DESCRIPTION\n"
    "Flips bits in the registers, flags, memory or code of an unmodified "
    "x86\\-64 Linux\nprogram at an exactly known moment, natively, and says "
    "what became of it.\nThe same seed draws the same faults, and each can be "
    "repeated.\n";

static const char tail[] =
    ".SH EXIT STATUS\n"
    ".TP\n.B 0\nAll is well.\n"
    ".TP\n.B 1\nSomething was found: another outcome than the journal\\(aqs "
    "(replay), a difference\n(verify), less than \\-\\-at\\-least (compare), "
    "injections that are missing (merge).\n"
    ".TP\n.B 2\nWrong usage, or impossible; one sentence says what to do.\n"
    ".SH ENVIRONMENT\n"
    ".TP\n.B TMPDIR\nWhere the program\\(aqs output and private directories go "
    "(/tmp).\n"
    ".SH SEE ALSO\n"
    "docs/injector.md and docs/fault\\-model.md of Tandem.\n";

/* Running text: what roff would take for its own is escaped, and a newline of
 * the table is a blank. */
static void put(const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '-': fputs("\\-", stdout); break;
        case '\\': fputs("\\e", stdout); break;
        case '\'': fputs("\\(aq", stdout); break;
        case '\n': putchar(' '); break;
        default: putchar(*text);
        }
}

static void put_sentence(const char *text)
{
    putchar(toupper((unsigned char)*text));
    put(text + 1);
    puts(".");
}

static void put_option(const struct option_row *row)
{
    const char *between = " (";

    printf(".TP\n\\fB\\-\\-");
    put(row->name);
    printf("\\fR");
    if (row->argument) {
        printf(" \\fI");
        put(row->argument);
        printf("\\fR");
    }
    for (int i = 0; i < command_count; i++)
        if (row->commands & (int)command_rows[i].command) {
            printf("%s%s", between, command_rows[i].name);
            between = ", ";
        }
    puts(")");
    put_sentence(row->help);
}

_Noreturn void man_print(void)
{
    fputs(head, stdout);
    for (int i = 0; i < command_count; i++) {
        printf("%s\\fBtandem\\-inject %s\\fR [\\fIOPTION\\fR...] ",
               i ? ".br\n" : "", command_rows[i].name);
        put(command_rows[i].operands);
        putchar('\n');
    }
    fputs(description, stdout);
    puts(".SH COMMANDS");
    for (int i = 0; i < command_count; i++) {
        printf(".TP\n.B %s\n", command_rows[i].name);
        put_sentence(command_rows[i].help);
    }
    puts(".SH OPTIONS\nIn brackets the commands that have them.");
    for (int i = 0; i < option_count; i++)
        put_option(&option_rows[i]);
    fputs(tail, stdout);
    exit(EXIT_FINE);
}
