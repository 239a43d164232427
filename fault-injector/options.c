/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.c - the table of options and the parser that it drives. */
#include "options.h"

#include "die.h"
#include "help.h"
#include "number.h"
#include "rule.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLACE(field) offsetof(struct options, field)
enum {
    RUNS = COMMAND_RUN | COMMAND_REPLAY | COMMAND_PROFILE | COMMAND_VERIFY,
    STATISTICS = COMMAND_RUN | COMMAND_REPORT | COMMAND_COMPARE | COMMAND_PLAN,
};

const struct option_row option_rows[] = {
    {"model", "NAME", MODEL, PLACE(model), COMMAND_RUN,
     "what a fault is: value (default), haft, flags, regfile, pc, skip,\n"
     "branch, mem, opcode or opcode-permanent; see fault-model.md"},
    {"faults-per-run", "N", COUNT, PLACE(faults_per_run), COMMAND_RUN,
     "how many faults strike one run (default 1, at most 16)"},
    {"mode", "fresh|ladder", MODE, PLACE(mode), COMMAND_RUN,
     "fresh: a run of the program for each fault; ladder: one for many\n"
     "faults, which strike copies of it, in half the time and with the\n"
     "same results (default fresh)"},
    {"burst", "N", COUNT, PLACE(burst), COMMAND_RUN,
     "adjacent bits that one fault flips (default 1)"},
    {"faults", "N", COUNT, PLACE(faults), COMMAND_RUN | COMMAND_PLAN,
     "how many injections, each a run of its own (default 1000, with\n"
     "--stop-when 1000000 at most)"},
    {"each", "N", COUNT, PLACE(each), COMMAND_RUN,
     "no random faults but N bits of every executed instruction, or\n"
     "all of its bits when there are fewer; model value only"},
    {"stop-when", "RULE", TEXT, PLACE(stop_when), COMMAND_RUN,
     "sdc<0.1% or detected>90%: stop when that is shown, or shown to\n"
     "be wrong; sdc+-0.5%: when the rate is known so well"},
    {"scope", "WHAT,...", TEXT, PLACE(scope), RUNS,
     "where faults strike: main (default), hardened, function=GLOB,\n"
     "file=GLOB, library=GLOB or all; see fault-model.md"},
    {"seed", "S", COUNT, PLACE(seed), COMMAND_RUN | COMMAND_VERIFY,
     "which list of faults (default 1)"},
    {"jobs", "J", COUNT, PLACE(jobs), COMMAND_RUN,
     "workers (default: the number of processors)"},
    {"journal", "FILE", TEXT, PLACE(journal), COMMAND_RUN | COMMAND_MERGE,
     "where results go, and where an interrupted campaign goes on\n"
     "from (default tandem-inject.jsonl)"},
    {"shard", "I/N", SHARD, PLACE(shard), COMMAND_RUN,
     "only every N-th fault, from the I-th on: a part of the campaign\n"
     "with a journal of its own, for 'merge'"},
    {"stratify", "function|kind", STRATA, PLACE(stratify), COMMAND_RUN,
     "draw half of the faults evenly from the functions, or the kinds\n"
     "of instructions, so that rare ones are seen; weighted in reports"},
    {"half-width", "RATE", SHARE, PLACE(half_width), COMMAND_PLAN,
     "how many faults for an interval of RATE to both sides"},
    {"below", "RATE", SHARE, PLACE(below), COMMAND_PLAN,
     "how many faults to show that a rate is below RATE"},
    {"rate", "RATE", SHARE, PLACE(rate), COMMAND_PLAN,
     "the rate that is expected (default 50%; 0 with --below)"},
    {"power", "SHARE", SHARE, PLACE(power), COMMAND_PLAN,
     "how probably --below is to be shown when the rate is as\n"
     "expected (default 80%)"},
    {"at-least", "TIMES", REAL, PLACE(at_least), COMMAND_COMPARE,
     "exit with 1 unless the second is shown to have that many times\n"
     "fewer silent corruptions"},
    {"confidence", "SHARE", SHARE, PLACE(confidence), STATISTICS,
     "of all intervals (default 95%)"},
    {"dry", NULL, SWITCH, PLACE(dry), COMMAND_RUN | COMMAND_REPLAY,
     "do everything but flip: all outcomes must be masked"},
    {"stdin", "FILE", TEXT, PLACE(input), RUNS,
     "standard input of the program (default /dev/null)"},
    {"output", "FILE", LIST, PLACE(outputs), RUNS,
     "a file the program writes, compared like standard output\n"
     "(repeatable); the program then runs in a private directory"},
    {"workdir", "DIR", TEXT, PLACE(workdir), RUNS,
     "run the program in a fresh copy of DIR"},
    {"tolerance", "SHARE", SHARE, PLACE(tolerance), RUNS,
     "numbers in the output may differ by so much, relatively, from\n"
     "the reference's (0.1% or 0.001)"},
    {"check-command", "COMMAND", TEXT, PLACE(check), RUNS,
     "ask a shell command whether output that differs is right: exit\n"
     "status 0 yes, 1 no; see injector.md"},
    {"filter-command", "COMMAND", TEXT, PLACE(filter), RUNS,
     "compare output as this shell command passes it on, to leave out\n"
     "times or process ids, for example"},
    {"env", "NAME=VALUE", LIST, PLACE(environment), RUNS,
     "add to the program's environment, which is otherwise fixed"},
    {"timeout-factor", "A", REAL, PLACE(timeout_factor),
     COMMAND_RUN | COMMAND_REPLAY,
     "a run hangs beyond A times the reference's CPU time plus 1 s\n"
     "(default 5)"},
    {"fault", "TEXT", TEXT, PLACE(fault), COMMAND_REPLAY,
     "the fault to inject, as a journal or report shows it"},
    {"index", "I", COUNT, PLACE(index), COMMAND_REPLAY,
     "the injection of the journal to repeat (default 0)"},
    {"show", NULL, SWITCH, PLACE(show), COMMAND_REPLAY,
     "also show what the program wrote to its standard output"},
    {"stops", "N", COUNT, PLACE(stops), COMMAND_VERIFY,
     "random stops to compare (default 100)"},
    {"by", "function|kind", STRATA, PLACE(by), COMMAND_REPORT,
     "also show the functions, or the kinds of instructions, by how\n"
     "many of the silent corruptions come from them"},
    {"html", "FILE", TEXT, PLACE(html), COMMAND_REPORT,
     "also write a page that needs nothing but itself"},
    {"sarif", "FILE", TEXT, PLACE(sarif), COMMAND_REPORT,
     "also write the vulnerable source lines as SARIF 2.1.0"},
    {"csv", "FILE", TEXT, PLACE(csv), COMMAND_REPORT,
     "also write all injections as comma-separated values"},
};
enum { ROWS = sizeof option_rows / sizeof *option_rows };
const int option_count = ROWS;

const struct command_row command_rows[] = {
    {"run", COMMAND_RUN, "-- PROGRAM [ARGUMENT...]",
     "injects random faults and writes a journal"},
    {"replay", COMMAND_REPLAY,
     "JOURNAL | --fault TEXT -- PROGRAM [ARGUMENT...]",
     "repeats one fault and shows what it does"},
    {"report", COMMAND_REPORT, "JOURNAL...",
     "shows the results of journals side by side"},
    {"compare", COMMAND_COMPARE, "JOURNAL JOURNAL",
     "says how many times fewer failures the second program has"},
    {"plan", COMMAND_PLAN, "",
     "says how many faults a result needs, or what a number gives"},
    {"merge", COMMAND_MERGE, "JOURNAL...",
     "makes one journal of those of all shards"},
    {"profile", COMMAND_PROFILE, "-- PROGRAM [ARGUMENT...]",
     "counts the executions of each instruction"},
    {"verify", COMMAND_VERIFY, "-- PROGRAM [ARGUMENT...]",
     "checks the injector on a small program, by single steps"},
};
const int command_count = sizeof command_rows / sizeof *command_rows;

static uint64_t parse_count(const char *name, const char *text)
{
    char *end;
    long long value;

    errno = 0;
    value = strtoll(text, &end, 0);
    if (errno || end == text || *end || value < 0)
        die("--%s needs a whole number, not '%s'", name, text);
    return (uint64_t)value;
}

static double parse_real(const char *name, const char *text)
{
    char *end;
    double value = strtod(text, &end);

    if (end == text || *end || !isfinite(value) || value < 1)
        die("--%s needs a number of at least 1, not '%s'", name, text);
    return value;
}

void texts_add(struct texts *texts, char *text)
{
    texts->list =
        reallocate(texts->list, texts->count + 1, sizeof *texts->list);
    texts->list[texts->count++] = text;
}

const char *mode_name(enum mode mode)
{
    return mode == MODE_LADDER ? "ladder" : "fresh";
}

static bool mode_parse(const char *text, enum mode *mode)
{
    *mode = strcmp(text, "fresh") ? MODE_LADDER : MODE_FRESH;
    return !strcmp(text, mode_name(*mode));
}

static void store(struct options *options, const struct option_row *row,
                  char *text)
{
    void *place = (char *)options + row->place;

    switch (row->kind) {
    case TEXT: *(const char **)place = text; break;
    case COUNT: *(uint64_t *)place = parse_count(row->name, text); break;
    case REAL: *(double *)place = parse_real(row->name, text); break;
    case SHARE:
        if (!number_share(text, place))
            die("--%s needs a rate such as 0.1%% or 0.001, not '%s'", row->name,
                text);
        break;
    case SHARD:
        if (!shard_parse(text, place))
            die("--%s needs I/N with I from 1 to N, not '%s'", row->name, text);
        break;
    case STRATA:
        if (!strata_parse(text, place))
            die("--%s needs function or kind, not '%s'", row->name, text);
        break;
    case SWITCH: *(bool *)place = true; break;
    case MODEL:
        options->model = model_find(text);
        if (!options->model)
            die("there is no model '%s'; there are %s", text, model_list());
        break;
    case MODE:
        if (!mode_parse(text, place))
            die("--%s needs fresh or ladder, not '%s'", row->name, text);
        break;
    case LIST: texts_add(place, text); break;
    }
    if (row->place == PLACE(index))
        options->index_given = true;
    if (row->place == PLACE(faults))
        options->faults_given = true;
}

static const struct command_row *find_command(const char *name)
{
    for (int i = 0; i < command_count; i++)
        if (!strcmp(name, command_rows[i].name))
            return &command_rows[i];
    die("there is no command '%s'; there are run, replay, report, compare, "
        "plan, merge, profile and verify",
        name);
}

static void check_rule(struct options *o)
{
    struct rule rule;
    const char *error;

    if (!o->stop_when)
        return;
    error = rule_parse(o->stop_when, o->confidence, &rule);
    if (error)
        die("cannot understand the rule '%s': %s", o->stop_when, error);
    if (o->shard.count > 1)
        die("--stop-when looks at all injections in order, and --shard has "
            "only some of them: choose one");
    if (o->stratify)
        die("--stop-when needs faults of equal weight: it cannot go with "
            "--stratify");
    if (!o->faults_given)
        o->faults = 1000000;
}

static void check_model(const struct options *o)
{
    if (!o->burst || o->burst > REGISTER_BITS / 2)
        die("--burst must be between 1 and %d", REGISTER_BITS / 2);
    if (o->burst > 1 && !o->model->bursts)
        die("--burst does not apply to model %s", o->model->name);
    if (!o->faults_per_run || o->faults_per_run > FAULTS_PER_RUN)
        die("--faults-per-run must be between 1 and %d", FAULTS_PER_RUN);
    if (o->faults_per_run > 1 && o->model->alone)
        die("model %s strikes once in a run", o->model->name);
    if (o->faults_per_run > 1 && o->mode == MODE_LADDER)
        die("--mode ladder needs one fault per run");
    if (o->faults_per_run > 1 && o->stratify)
        die("--stratify needs one fault per run");
}

static void check_each(const struct options *o)
{
    if (!o->each)
        return;
    if (!o->model->choices)
        die("--each does not apply to model %s", o->model->name);
    if (o->faults_given || o->stop_when || o->stratify || o->burst > 1 ||
        o->faults_per_run > 1)
        die("--each says which faults there are: --faults, --stop-when, "
            "--stratify, --burst and --faults-per-run cannot go with it");
}

static void check(const struct options *o, const struct command_row *command)
{
    bool journal_only = o->command == COMMAND_REPLAY && !o->fault;

    if (o->command == COMMAND_PLAN) {
        if (o->rest_count)
            die("plan needs no program, only options (see tandem-inject plan "
                "--help), but there is '%s'",
                o->rest[0]);
    } else if (o->command == COMMAND_COMPARE) {
        if (o->rest_count != 2)
            die("compare needs two journals");
    } else if (o->command == COMMAND_REPORT || o->command == COMMAND_MERGE ||
               journal_only) {
        if (!o->rest_count)
            die("%s needs a journal", command->name);
        if (journal_only && o->rest_count > 1)
            die("replay takes one journal, or --fault and a program");
    } else if (!o->rest_count) {
        die("%s needs a program: tandem-inject %s [OPTION...] %s",
            command->name, command->name, command->operands);
    }
    if (o->fault && o->index_given)
        die("--index belongs to a journal, not to --fault");
    if (!o->faults || !o->jobs)
        die("--faults and --jobs must be at least 1");
    check_model(o);
    check_each(o);
    for (size_t i = 0; i < o->outputs.count; i++)
        if (o->outputs.list[i][0] == '/')
            die("--output must be relative to the program's directory");
    for (size_t i = 0; i < o->environment.count; i++)
        if (!strchr(o->environment.list[i], '='))
            die("--env needs NAME=VALUE, not '%s'", o->environment.list[i]);
}

void options_parse(struct options *options, int argc, char **argv)
{
    const struct command_row *command;
    struct option all[ROWS + 2] = {{0}};
    int n = 0, got;

    if (argc < 2 || !strcmp(argv[1], "--help"))
        help_print(NULL);
    if (!strcmp(argv[1], "--man"))
        man_print();
    if (!strcmp(argv[1], "--completion"))
        completion_print();
    if (!strcmp(argv[1], "--version")) {
        printf("tandem-inject %s\n", TANDEM_INJECT_VERSION);
        exit(EXIT_FINE);
    }
    command = find_command(argv[1]);
    *options = (struct options){
        .command = command->command,
        .model = models[0],
        .scope = "main",
        .faults = 1000,
        .faults_per_run = 1,
        .burst = 1,
        .seed = 1,
        .jobs = (uint64_t)sysconf(_SC_NPROCESSORS_ONLN),
        .timeout_factor = 5,
        .journal = "tandem-inject.jsonl",
        .stops = 100,
        .confidence = USUAL_CONFIDENCE,
        .power = 0.8,
        .shard = {1, 1},
    };
    for (int i = 0; i < ROWS; i++)
        if (option_rows[i].commands & (int)command->command)
            all[n++] = (struct option){
                option_rows[i].name, option_rows[i].argument ? 1 : 0, NULL, i};
    all[n] = (struct option){"help", 0, NULL, ROWS};
    opterr = 0;
    /* what follows a program's name belongs to the program */
    while ((got = getopt_long(argc - 1, argv + 1,
                              command->operands[0] == '-' ? "+j:" : "j:", all,
                              NULL)) != -1) {
        if (got == ROWS)
            help_print(command);
        if (got == 'j')
            options->jobs = parse_count("jobs", optarg);
        else if (got >= 0 && got < ROWS)
            store(options, &option_rows[got], optarg);
        else
            die("%s does not know '%s', or it lacks a value; see "
                "tandem-inject %s --help",
                command->name, argv[optind], command->name);
    }
    options->rest = argv + 1 + optind;
    options->rest_count = argc - 1 - optind;
    check(options, command);
    check_rule(options);
}
