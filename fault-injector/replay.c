/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* replay.c - repeats one fault and shows what it does. */
#include "replay.h"

#include "die.h"
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct record *find_record(const struct journal *journal,
                                        uint64_t index)
{
    for (size_t i = 0; i < journal->count; i++)
        if (journal->records[i].index == index)
            return &journal->records[i];
    die("the journal '%s' holds no injection %llu", journal->path,
        (unsigned long long)index);
}

static const char *optional(const struct journal *journal, const char *name)
{
    return json_string_value(json_object_get(journal->header, name));
}

/* Takes from the header how the program was run, and returns its command. */
static char **command_of(const struct journal *journal, struct options *options)
{
    json_t *args = json_object_get(journal->header, "args");
    json_t *env = json_object_get(journal->header, "env");
    json_t *outputs = json_object_get(journal->header, "outputs");
    size_t n = json_array_size(args), m = json_array_size(env);
    char **argv = allocate(n + 2, sizeof *argv);

    argv[0] = copy_string(journal_text(journal, "program"));
    for (size_t i = 0; i < n; i++)
        argv[i + 1] = copy_string(json_string_value(json_array_get(args, i)));
    for (size_t i = 5; i < m; i++) /* behind the fixed ones */
        texts_add(&options->environment,
                  copy_string(json_string_value(json_array_get(env, i))));
    options->scope = journal_text(journal, "scope");
    options->input = optional(journal, "stdin");
    for (size_t i = 0; i < json_array_size(outputs); i++)
        texts_add(&options->outputs,
                  copy_string(json_string_value(json_array_get(outputs, i))));
    options->filter = optional(journal, "filter");
    options->check = optional(journal, "check");
    options->tolerance =
        json_number_value(json_object_get(journal->header, "tolerance"));
    options->workdir = optional(journal, "workdir");
    return argv;
}

static void show(const struct record *r)
{
    printf("fault      %s\n", r->fault);
    printf("function   %s\n", r->function ? r->function : "unknown");
    if (r->file)
        printf("source     %s:%d\n", r->file, r->line);
    if (r->insn)
        printf("insn       %s\n", r->insn);
    if (r->old)
        printf("%-10s %s -> %s\n", r->reg, r->old, r->new);
    printf("outcome    %s", outcome_name(r->outcome));
    if (r->reason)
        printf(" (%s)", r->reason);
    if (r->signal)
        printf(", signal %d (%s)", r->signal, strsignal(r->signal));
    if (r->exit >= 0)
        printf(", exit status %d", r->exit);
    putchar('\n');
    if (r->output_hash)
        printf("stdout     %s\n", r->output_hash);
}

/* What the program wrote, which is still in the workplace. */
static void show_output(const struct session *session)
{
    FILE *file = fopen(session->place.launch.output, "re");
    char buffer[4096];
    size_t n;

    while (file && (n = fread(buffer, 1, sizeof buffer, file)) > 0)
        fwrite(buffer, 1, n, stdout);
    if (file)
        fclose(file);
}

static void parse(const char *text, struct faults *faults)
{
    const char *error = faults_parse(text, faults);

    if (error)
        die("cannot understand the fault '%s': %s", text, error);
}

static bool same(const struct record *a, const struct record *b)
{
    if (a->outcome != b->outcome)
        return false;
    return !a->output_hash || !b->output_hash ||
           !strcmp(a->output_hash, b->output_hash);
}

static int replay_journal(struct options *options)
{
    struct journal *journal = journal_read(options->rest[0]);
    const struct record *old = find_record(journal, options->index);
    struct session session;
    struct record new;
    struct faults faults;
    json_t *libraries;

    options->dry =
        options->dry || json_is_true(json_object_get(journal->header, "dry"));
    parse(old->fault, &faults);
    session_open(&session, options, command_of(journal, options));
    if (strcmp(session.program->build_id, journal_text(journal, "build_id")))
        die("'%s' is not the program of the journal any more (its build id "
            "differs)",
            session.program->path);
    libraries = session_libraries(&session);
    if (!json_equal(json_object_get(journal->header, "libraries"), libraries))
        die("a shared library in scope is not that of the journal any more");
    json_decref(libraries);
    session_inject(&session, &faults, old->index, &new);
    show(&new);
    if (options->show)
        show_output(&session);
    if (!same(old, &new))
        printf("the journal says: %s, stdout %s\n", outcome_name(old->outcome),
               old->output_hash ? old->output_hash : "unknown");
    session_close(&session);
    return same(old, &new) ? EXIT_FINE : EXIT_FOUND;
}

int replay(struct options *options)
{
    struct session session;
    struct record record;
    struct faults faults;

    if (!options->fault)
        return replay_journal(options);
    parse(options->fault, &faults);
    if (strcmp(faults.list[0].module, "main"))
        options->scope = format_string("library=%s", faults.list[0].module);
    session_open(&session, options, options->rest);
    session_inject(&session, &faults, 0, &record);
    show(&record);
    if (options->show)
        show_output(&session);
    record_free(&record);
    session_close(&session);
    return EXIT_FINE;
}
