/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* run.c - compiles, links, times and counts, all variants in turns.
 *
 * The machine is shared and its clock changes: what is to be compared runs at
 * nearly the same time. Each round starts with another variant, so that none
 * always follows the same one. */
#include "run.h"

#include "die.h"
#include "file.h"
#include "section.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *size_name(enum size size)
{
    return size == SIZE_RUN ? "run" : "fault";
}

/* --- building ------------------------------------------------------------ */

static void fail_build(struct measurement *m, const char *step, char *reason)
{
    fprintf(stderr, "tandem-bench: %s of %s as %s failed (%s)\n", step,
            m->subject->name, m->variant->name, reason);
    m->error = format_string("%s failed", step);
    free(reason);
}

static void compile(struct measurement *m)
{
    struct usage usage = m->subject->compile(m->subject, m);
    char *reason = process_failure(&usage);

    if (reason)
        fail_build(m, "compiling", reason);
    else
        samples_add(&m->compile, usage.cpu);
}

static void link_program(struct measurement *m)
{
    struct usage usage = m->subject->link(m->subject, m);
    char *reason = process_failure(&usage);

    if (reason) {
        fail_build(m, "linking", reason);
        return;
    }
    m->text = (double)section_text_size(m->object);
    m->program_text = (double)section_text_size(m->program);
}

/* --- running ------------------------------------------------------------- */

/* NULL when the file OUTPUT is what SIZE should give. */
static char *compare(const struct subject *subject, enum size size,
                     const char *output)
{
    char *path = subject->expected(subject, size);
    struct content right = file_read(path), seen = file_read(output);
    char *error = NULL;

    if (!right.bytes)
        error = format_string("cannot read '%s'", path);
    else if (!seen.bytes || seen.size != right.size ||
             memcmp(seen.bytes, right.bytes, right.size))
        error = format_string("wrong output: '%s' is not '%s'", output, path);
    free(right.bytes);
    free(seen.bytes);
    free(path);
    return error;
}

/* Runs COMMAND followed by the program and its arguments. */
static struct usage run(struct measurement *m, enum size size,
                        struct words *command, const char *messages,
                        unsigned timeout)
{
    char *output = format_string("%s.out", m->program);
    struct usage usage;

    words_add(command, m->program);
    m->subject->arguments(m->subject, size, command);
    usage = process_run(&(struct process){.argv = command->list,
                                          .output = output,
                                          .error = messages,
                                          .timeout = timeout});
    m->error = process_failure(&usage);
    if (!m->error)
        m->error = compare(m->subject, size, output);
    words_free(command);
    free(output);
    return usage;
}

static void time_once(struct measurement *m, const struct options *options)
{
    struct words command = {0};
    char *messages = format_string("%s.err", m->program);
    struct usage usage =
        run(m, options->size, &command, messages, (unsigned)options->timeout);

    free(messages);
    if (m->error)
        return;
    samples_add(&m->cpu, usage.cpu);
    samples_add(&m->wall, usage.wall);
    samples_add(&m->rss, usage.rss);
}

/* In main and what it calls, so that the work of the loader, the same in all
 * variants, does not hide a part of the difference. */
static void count_instructions(struct measurement *m)
{
    struct words command = {0};
    char *messages = format_string("%s.callgrind", m->program);
    struct content log;
    const char *line;

    words_split(&command,
                "valgrind --tool=callgrind --callgrind-out-file=/dev/null "
                "--toggle-collect=main",
                " ");
    run(m, SIZE_FAULT, &command, messages, 0);
    log = file_read(messages);
    line = log.bytes ? strstr(log.bytes, "Collected : ") : NULL;
    if (line)
        m->instructions = strtod(line + strlen("Collected : "), NULL);
    if (!m->error && !(m->instructions > 0))
        m->error =
            format_string("callgrind counted nothing (see '%s')", messages);
    free(log.bytes);
    free(messages);
}

void run_subject(struct measurement *measurements, size_t count,
                 const struct options *options)
{
    for (uint64_t i = 0; i < options->compiles; i++)
        for (size_t v = 0; v < count; v++)
            if (!measurements[v].error)
                compile(&measurements[v]);
    for (size_t v = 0; v < count; v++)
        if (!measurements[v].error)
            link_program(&measurements[v]);
    for (uint64_t round = 0; round < options->rounds; round++)
        for (size_t v = 0; v < count; v++) {
            struct measurement *m = &measurements[(round + v) % count];

            if (!m->error)
                time_once(m, options);
        }
    for (size_t v = 0; options->instructions && v < count; v++)
        if (!measurements[v].error)
            count_instructions(&measurements[v]);
}
