/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* session.c - from a command line to a program made ready. */
#include "session.h"

#include "die.h"
#include "hash.h"

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
    char **all = allocate(FIXED + options->environment.count + 1, sizeof *all);

    memcpy(all, fixed, sizeof fixed);
    for (size_t i = 0; i < options->environment.count; i++)
        all[FIXED + i] = options->environment.list[i];
    return all;
}

static const char *absolute(const char *path, const char *what)
{
    char *whole = realpath(path, NULL);

    if (!whole)
        die_errno("cannot read the %s '%s'", what, path);
    return whole;
}

/* Reads and counts one module; the run has to be like the reference. */
static void add_module(struct session *session, const char *name,
                       struct program *program)
{
    struct observation seen = {0};
    struct module *module;

    session->modules = reallocate(session->modules, session->module_count + 1,
                                  sizeof *session->modules);
    module = &session->modules[session->module_count++];
    workplace_refresh(&session->place);
    module_open(module, name, program, &session->place.launch,
                60 + PROFILE_LIMIT * session->golden.seen.cpu);
    seen.status = module->profile->status;
    workplace_collect(&session->place, &seen);
    golden_expect(&session->golden, &session->place, &seen, "counting");
    observation_free(&seen);
    module_limit(module, &session->scope);
}

static void add_libraries(struct session *session)
{
    char **paths;

    workplace_refresh(&session->place);
    paths = module_libraries(&session->place.launch);
    for (char **path = paths; *path; path++) {
        const char *name = strrchr(*path, '/') + 1;

        if (scope_has_library(&session->scope, name))
            add_module(session, name, program_open_library(*path));
        free(*path);
    }
    free(paths);
}

static void add_modules(struct session *session, const char *scope)
{
    uint64_t all = 0;

    scope_parse(scope, &session->scope);
    add_module(session, "main", session->program);
    if (scope_has(&session->scope, SCOPE_LIBRARY) ||
        scope_has(&session->scope, SCOPE_ALL))
        add_libraries(session);
    for (unsigned i = 0; i < session->module_count; i++) {
        session->executed += session->modules[i].executed;
        all += session->modules[i].profile->dynamic;
    }
    if (!session->executed)
        die("'%s' executes nothing that is in scope '%s'%s",
            session->program->path, scope,
            session->program->function_count ? "" : " (it has no symbols)");
    session->share = (double)session->executed / (double)all;
}

static uint64_t largest_output(const struct observation *seen)
{
    uint64_t largest = seen->output.size;

    for (size_t i = 0; i < seen->file_count; i++)
        if (seen->files[i].size > largest)
            largest = seen->files[i].size;
    return largest;
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
        .outputs = options->outputs.list,
        .output_count = options->outputs.count,
        .filter = options->filter,
        .workdir =
            options->workdir ? absolute(options->workdir, "directory") : NULL,
    };
    workplace_open(&session->place, &session->setup);
    session->golden.comparison.tolerance = options->tolerance;
    session->golden.comparison.command = options->check;
    golden_take(&session->place, &session->golden);
    add_modules(session, options->scope);
    written = 8 * largest_output(&session->golden.seen);
    session->place.launch.file_limit =
        written > MINIMUM_FILE_LIMIT ? written : MINIMUM_FILE_LIMIT;
    session->bench = (struct bench){
        .modules = session->modules,
        .module_count = session->module_count,
        .place = &session->place,
        .golden = &session->golden,
        .timeout_factor = options->timeout_factor,
        .dry = options->dry,
    };
}

void session_close(struct session *session)
{
    workplace_close(&session->place);
    for (unsigned i = 0; i < session->module_count; i++)
        module_close(&session->modules[i]);
    free(session->modules);
    scope_free(&session->scope);
    golden_free(&session->golden);
    free(session->setup.envp);
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

/* Where FAULT is, in words. */
static void describe_place(const struct session *session,
                           const struct fault *fault, struct record *record)
{
    const struct module *module = session->modules;
    const struct function *function;
    const struct insn *insn;
    const char *file;
    char line[FAULT_TEXT];

    while (module < session->modules + session->module_count &&
           strcmp(module->name, fault->module))
        module++;
    if (module == session->modules + session->module_count)
        return;
    function = program_function(module->program, fault->address);
    file = source_line(module->source, fault->address, &record->line);
    record->function = function ? copy_string(function->name) : NULL;
    record->file = file ? copy_string(file) : NULL;
    insn = text_at(module->text,
                   (int64_t)(fault->address - module->text->address));
    if (!insn)
        return;
    insn_print(module->text, insn, line, sizeof line);
    record->insn = copy_string(line);
}

/* Where the first of the faults is, and what all of them change. */
static void describe(const struct session *session, const struct faults *faults,
                     struct record *record)
{
    char line[FAULTS_TEXT];

    faults_print(faults, line);
    record->fault = copy_string(line);
    for (unsigned i = 0; i < faults->count; i++)
        append(&record->reg, copy_string(fault_target(&faults->list[i])));
    record->bit = faults->count == 1 ? fault_bit(&faults->list[0]) : -1;
    describe_place(session, &faults->list[0], record);
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

void session_record(const struct session *session, const struct faults *faults,
                    uint64_t index, const struct injection *result,
                    struct record *record)
{
    char hash[32];

    *record = (struct record){.index = index,
                              .outcome = result->outcome,
                              .exit = -1,
                              .cpu = result->cpu,
                              .latency = result->latency,
                              .tries = result->tries};
    describe(session, faults, record);
    if (result->reason)
        record->reason = copy_string(result->reason);
    if (result->outcome == OUTCOME_NOT_INJECTED ||
        result->outcome == OUTCOME_NOT_REACHED)
        return;
    describe_changes(result, faults->count, record);
    if (result->outcome == OUTCOME_HANG)
        return;
    if (WIFSIGNALED(result->status))
        record->signal = WTERMSIG(result->status);
    else
        record->exit = WEXITSTATUS(result->status);
    hash_name(hash, sizeof hash, "", result->output_hash);
    record->output_hash = copy_string(hash);
}

void session_inject(struct session *session, const struct faults *faults,
                    uint64_t index, struct record *record)
{
    struct injection result;

    inject(&session->bench, faults, &result);
    session_record(session, faults, index, &result, record);
}

static unsigned session_threads(const struct session *session)
{
    unsigned most = 1;

    for (unsigned i = 0; i < session->module_count; i++)
        if (session->modules[i].profile->thread_count > most)
            most = session->modules[i].profile->thread_count;
    return most;
}

struct population *session_population(const struct session *session,
                                      const struct options *options)
{
    const struct model *model = options->model;
    struct population *population =
        population_make(session->modules, session->module_count, model);

    if (options->faults_per_run > 1 && session_threads(session) > 1)
        die("--faults-per-run needs a program of one thread");
    if (options->faults_per_run > 1 && session->module_count > 1)
        die("--faults-per-run needs a scope in the executable alone");
    if (!population->size)
        die("'%s' executes nothing that model %s could strike",
            session->program->path, model->name);
    if (options->each)
        population_list(population, options->each);
    population->burst = (unsigned)options->burst;
    population->faults = (unsigned)options->faults_per_run;
    return population;
}

json_t *session_libraries(const struct session *session)
{
    json_t *all = json_object();

    for (unsigned i = 1; i < session->module_count; i++)
        json_object_set_new(all, session->modules[i].name,
                            json_string(session->modules[i].program->build_id));
    return all;
}

static json_t *text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

void session_describe(const struct session *session, json_t *header)
{
    const struct setup *setup = &session->setup;
    const struct comparison *comparison = &session->golden.comparison;
    json_t *outputs = json_array();

    for (size_t i = 0; i < setup->output_count; i++)
        json_array_append_new(outputs, json_string(setup->outputs[i]));
    json_object_set_new(header, "threads",
                        json_integer(session_threads(session)));
    json_object_set_new(header, "scope_share", json_real(session->share));
    json_object_set_new(header, "libraries", session_libraries(session));
    json_object_set_new(header, "outputs", outputs);
    json_object_set_new(header, "filter", text_or_null(setup->filter));
    json_object_set_new(header, "check", text_or_null(comparison->command));
    json_object_set_new(header, "tolerance", json_real(comparison->tolerance));
}
