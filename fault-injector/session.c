/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* session.c - from a command line to a program made ready. */
#include "session.h"

#include "die.h"
#include "hash.h"
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { PROFILE_LIMIT = 1000, MINIMUM_FILE_LIMIT = 64 << 20 };

/* Fixed, because its size moves the program's stack. TANDEM_OPTIONS makes a
 * hardened program report what it repaired. */
static char **make_environment(const struct options *options)
{
    static char *const fixed[] = {
        "LD_BIND_NOW=1",
        "PATH=/usr/local/bin:/usr/bin:/bin",
        "LC_ALL=C",
        "HOME=/",
        "TANDEM_OPTIONS=stats=1",
    };
    enum { FIXED = sizeof fixed / sizeof *fixed };
    char **all = allocate(FIXED + options->environment_count + 1, sizeof *all);

    memcpy(all, fixed, sizeof fixed);
    for (size_t i = 0; i < options->environment_count; i++)
        all[FIXED + i] = options->environment[i];
    return all;
}

static const char *absolute(const char *path, const char *what)
{
    char *whole = realpath(path, NULL);

    if (!whole)
        die_errno("cannot read the %s '%s'", what, path);
    return whole;
}

static void profile_session(struct session *session)
{
    struct observation seen = {0};

    workplace_refresh(&session->place);
    session->profile =
        profile_take(session->text, &session->place.launch,
                     60 + PROFILE_LIMIT * session->golden.seen.cpu);
    seen.status = session->profile->status;
    workplace_collect(&session->place, &seen);
    golden_expect(&session->golden, &seen, "counting");
    observation_free(&seen);
    if (!session->profile->dynamic)
        die("'%s' executes nothing of its own .text", session->program->path);
}

void session_open(struct session *session, const struct options *options,
                  char **argv)
{
    uint64_t written;

    *session = (struct session){.program = program_open(argv[0])};
    session->setup = (struct setup){
        .program = session->program,
        .argv = argv,
        .envp = make_environment(options),
        .input =
            options->input ? absolute(options->input, "input") : "/dev/null",
        .output = options->output,
        .workdir =
            options->workdir ? absolute(options->workdir, "directory") : NULL,
    };
    workplace_open(&session->place, &session->setup);
    golden_take(&session->place, &session->golden);
    session->text = text_decode(session->program);
    profile_session(session);
    session->source = source_open(session->program);
    written =
        8 * (session->golden.seen.output.size + session->golden.seen.file.size);
    session->place.launch.file_limit =
        written > MINIMUM_FILE_LIMIT ? written : MINIMUM_FILE_LIMIT;
    session->bench = (struct bench){
        .text = session->text,
        .layout = layout_make(session->text),
        .place = &session->place,
        .golden = &session->golden,
        .timeout_factor = options->timeout_factor,
        .dry = options->dry,
    };
}

void session_close(struct session *session)
{
    workplace_close(&session->place);
    layout_free(session->bench.layout);
    profile_free(session->profile);
    text_free(session->text);
    source_close(session->source);
    observation_free(&session->golden.seen);
    free(session->setup.envp);
    program_close(session->program);
}

void session_move(struct session *session)
{
    uint64_t limit = session->place.launch.file_limit;

    workplace_open(&session->place, &session->setup);
    session->place.launch.file_limit = limit;
}

static char *value_text(const uint64_t value[REGISTER_WORDS])
{
    char text[2 + REGISTER_BITS / 4 + 1] = "0x";
    int high = REGISTER_WORDS - 1;
    int n = 2;

    while (high > 0 && !value[high])
        high--;
    n += snprintf(text + n, sizeof text - (size_t)n, "%llx",
                  (unsigned long long)value[high]);
    while (high-- > 0)
        n += snprintf(text + n, sizeof text - (size_t)n, "%016llx",
                      (unsigned long long)value[high]);
    return copy_string(text);
}

/* Appends TEXT, which is freed, to the list *TO. */
static void append(char **to, char *text)
{
    char *old = *to;

    *to = old ? format_string("%s; %s", old, text) : text;
    if (old)
        free(text);
    free(old);
}

/* Where the first of the faults is, and what they change, in words. */
static void describe(struct session *session, const struct faults *faults,
                     struct record *record)
{
    const struct text *text = session->text;
    const struct fault *first = &faults->list[0];
    const struct insn *insn =
        text_at(text, (int64_t)(first->address - text->address));
    const struct function *function =
        program_function(session->program, first->address);
    const char *file =
        source_line(session->source, first->address, &record->line);
    char line[FAULTS_TEXT];

    faults_print(faults, line);
    record->fault = copy_string(line);
    record->function = function ? copy_string(function->name) : NULL;
    record->file = file ? copy_string(file) : NULL;
    for (unsigned i = 0; i < faults->count; i++)
        append(&record->reg, copy_string(fault_target(&faults->list[i])));
    record->bit = faults->count == 1 ? fault_bit(first) : -1;
    if (!insn)
        return;
    insn_print(text, insn, line, sizeof line);
    record->insn = copy_string(line);
}

static void describe_changes(const struct injection *result, unsigned count,
                             struct record *record)
{
    for (unsigned i = 0; i < count; i++) {
        const struct change *change = &result->changes[i];

        append(&record->old,
               change->done ? value_text(change->old) : copy_string("-"));
        append(&record->new,
               change->done ? value_text(change->new) : copy_string("-"));
    }
}

void session_inject(struct session *session, const struct faults *faults,
                    uint64_t index, struct record *record)
{
    struct injection result;
    char hash[32];

    inject(&session->bench, faults, &result);
    *record = (struct record){.index = index,
                              .outcome = result.outcome,
                              .exit = -1,
                              .cpu = result.cpu};
    describe(session, faults, record);
    if (result.reason)
        record->reason = copy_string(result.reason);
    if (result.outcome == OUTCOME_NOT_INJECTED)
        return;
    describe_changes(&result, faults->count, record);
    if (result.outcome == OUTCOME_HANG)
        return;
    if (WIFSIGNALED(result.status))
        record->signal = WTERMSIG(result.status);
    else
        record->exit = WEXITSTATUS(result.status);
    hash_name(hash, sizeof hash, "", result.output_hash);
    record->output_hash = copy_string(hash);
}

struct population *session_population(const struct session *session,
                                      const struct options *options)
{
    const struct model *model = options->model;
    struct population *population =
        population_make(session->text, session->profile, model);

    if (!population->size)
        die("'%s' executes nothing that model %s could strike",
            session->program->path, model->name);
    population->burst = (unsigned)options->burst;
    population->faults = (unsigned)options->faults_per_run;
    return population;
}
