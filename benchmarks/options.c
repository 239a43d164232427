/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.c - the table of options and the parser that it drives. */
#include "options.h"

#include "die.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, COUNT, SWITCH, LIST, SIZE };

#define PLACE(field) offsetof(struct options, field)

static const struct option_row {
    const char *name;
    const char *argument;
    enum kind kind;
    size_t place;
    int commands;
    const char *help;
} table[] = {
    {"kernels", "A,B,...", LIST, PLACE(kernels), COMMAND_MEASURE,
     "only these (default: all of kernels.def)"},
    {"variants", "X,Y,...", LIST, PLACE(variants), COMMAND_MEASURE,
     "only these, and the baseline (default: all of variants.def)"},
    {"rounds", "N", COUNT, PLACE(rounds), COMMAND_MEASURE,
     "runs of each variant, in turns (default 7)"},
    {"compiles", "N", COUNT, PLACE(compiles), COMMAND_MEASURE,
     "compilations of each variant, in turns (default 5)"},
    {"size", "run|fault", SIZE, PLACE(size), COMMAND_MEASURE,
     "the long work or the short one of fault injection (default\n"
     "run)"},
    {"threads", "N", COUNT, PLACE(threads), COMMAND_MEASURE,
     "of the kernels that use threads (default 1)"},
    {"cpu", "K", COUNT, PLACE(cpu), COMMAND_MEASURE,
     "run everything on processor K alone"},
    {"timeout", "S", COUNT, PLACE(timeout), COMMAND_MEASURE,
     "a run that takes S seconds has failed (default 60)"},
    {"instructions", NULL, SWITCH, PLACE(instructions), COMMAND_MEASURE,
     "also count instructions, with valgrind, of the fault size"},
    {"output", "DIR", TEXT, PLACE(output), COMMAND_MEASURE,
     "where programs are built (default: benchmarks/ in the build\n"
     "folder)"},
    {"source", "DIR", TEXT, PLACE(source), COMMAND_MEASURE,
     "the folder of the kernels (default " TANDEM_BENCH_SOURCE ")"},
    {"cc", "CLANG", TEXT, PLACE(cc), COMMAND_MEASURE,
     "for all variants (default " TANDEM_BENCH_CLANG ")"},
    {"json", "FILE", TEXT, PLACE(json), COMMAND_MEASURE,
     "also write everything, with all samples, to FILE"},
    {"markdown", "FILE", TEXT, PLACE(markdown), COMMAND_MEASURE,
     "also write tables for a README to FILE"},
    {"list", NULL, SWITCH, PLACE(list), COMMAND_MEASURE,
     "show the kernels and variants, and do nothing"},
};
enum { ROWS = sizeof table / sizeof *table };

static const struct command_row {
    const char *name;
    enum command command;
    const char *operands;
    const char *help;
} commands[] = {
    {"measure", COMMAND_MEASURE, "",
     "builds the kernels in all variants, runs them in turns and compares"},
    {"coverage", COMMAND_COVERAGE, "JOURNAL...",
     "adds up journals of tandem-inject (see benchmarks/coverage.sh)"},
    {"recovery", COMMAND_RECOVERY, "JOURNAL...",
     "compares journals of variants that recover with those of dmr"},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_row(const char *left, const char *help)
{
    const char *end;

    printf("  %-20s ", left);
    while ((end = strchr(help, '\n'))) {
        printf("%.*s\n%23s", (int)(end - help), help, "");
        help = end + 1;
    }
    printf("%s\n", help);
}

static _Noreturn void print_help(void)
{
    char left[64];

    for (int c = 0; c < COMMANDS; c++) {
        printf("%s tandem-bench %s [OPTION...] %s\n  %s.\n",
               c ? "\nor:   " : "Usage:", commands[c].name,
               commands[c].operands, commands[c].help);
        for (int i = 0; i < ROWS; i++) {
            if (!(table[i].commands & (int)commands[c].command))
                continue;
            snprintf(left, sizeof left, "--%s%s%s", table[i].name,
                     table[i].argument ? " " : "",
                     table[i].argument ? table[i].argument : "");
            print_row(left, table[i].help);
        }
    }
    printf("\nWithout a command: measure. Exit status: 0 fine; 1 something did "
           "not build, failed\nor gave a wrong output; 2 bad use, or "
           "impossible.\n");
    exit(EXIT_FINE);
}

static uint64_t parse_count(const struct option_row *row, const char *text)
{
    uint64_t least = row->place == PLACE(cpu) ? 0 : 1;
    char *end;
    long long value;

    errno = 0;
    value = strtoll(text, &end, 10);
    if (errno || end == text || *end || value < (long long)least ||
        value > 1000000)
        die("--%s needs a whole number from %d to 1000000, not '%s'", row->name,
            (int)least, text);
    return (uint64_t)value;
}

static void store(struct options *options, const struct option_row *row,
                  const char *text)
{
    void *place = (char *)options + row->place;

    switch (row->kind) {
    case TEXT: *(const char **)place = text; break;
    case COUNT: *(uint64_t *)place = parse_count(row, text); break;
    case SWITCH: *(bool *)place = true; break;
    case LIST:
        words_split(place, text, ",");
        if (!((struct words *)place)->count)
            die("--%s needs names with commas between them", row->name);
        break;
    case SIZE:
        if (strcmp(text, "run") && strcmp(text, "fault"))
            die("there is no size '%s'; there are run and fault", text);
        options->size = strcmp(text, "run") ? SIZE_FAULT : SIZE_RUN;
        break;
    }
    if (row->place == PLACE(cpu))
        options->cpu_given = true;
}

static const struct command_row *find_command(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(name, commands[i].name))
            return &commands[i];
    die("there is no command '%s'; there are measure, coverage and recovery",
        name);
}

static void parse_options(struct options *options,
                          const struct command_row *command, int argc,
                          char **argv)
{
    struct option all[ROWS + 2] = {{0}};
    int n = 0, got;

    for (int i = 0; i < ROWS; i++)
        if (table[i].commands & (int)command->command)
            all[n++] = (struct option){table[i].name, table[i].argument ? 1 : 0,
                                       NULL, i};
    all[n] = (struct option){"help", 0, NULL, ROWS};
    opterr = 0;
    while ((got = getopt_long(argc, argv, "", all, NULL)) != -1) {
        if (got == ROWS)
            print_help();
        if (got < 0 || got > ROWS)
            die("%s does not know '%s', or it lacks a value; see "
                "tandem-bench --help",
                command->name, argv[optind - 1]);
        store(options, &table[got], optarg);
    }
    options->rest = argv + optind;
    options->rest_count = argc - optind;
}

void options_parse(struct options *options, int argc, char **argv)
{
    const struct command_row *command = &commands[0];

    if (argc > 1 && argv[1][0] != '-') {
        command = find_command(argv[1]);
        argc--;
        argv++;
    }
    *options = (struct options){
        .command = command->command,
        .size = SIZE_RUN,
        .rounds = 7,
        .compiles = 5,
        .threads = 1,
        .timeout = 60,
        .source = TANDEM_BENCH_SOURCE,
    };
    parse_options(options, command, argc, argv);
    if (command->command == COMMAND_MEASURE && options->rest_count)
        die("measure takes no operands, but there is '%s'", options->rest[0]);
    if (command->command != COMMAND_MEASURE && !options->rest_count)
        die("%s needs journals of tandem-inject", command->name);
}

void options_free(struct options *options)
{
    words_free(&options->kernels);
    words_free(&options->variants);
}
