/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kernel.c - builds and describes the kernels of kernels/kernels.def. */
#include "kernel.h"

#include "die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct row {
    const char *name, *kind;
    unsigned long run_size, fault_size;
    const char *libs;
} rows[] = {
#define KERNEL(name, kind, run_size, fault_size, libs) \
    {#name, kind, run_size, fault_size, libs},
#include "kernels/kernels.def"
};

size_t kernel_count(void)
{
    return sizeof rows / sizeof *rows;
}

/* Runs a command that ends with "-o OUTPUT"; its messages are the user's. */
static struct usage build(struct words *command, const char *output)
{
    struct usage usage;

    words_add(command, "-o");
    words_add(command, output);
    remove(output); /* an old one must not pass for the new one */
    usage = process_run(&(struct process){.argv = command->list});
    words_free(command);
    return usage;
}

static struct usage compile(const struct subject *subject,
                            const struct measurement *m)
{
    struct words command = variant_command(m->variant, m->toolchain);
    char *file = format_string("%s/%s.c", subject->source, subject->name);

    words_add(&command, "-c");
    words_add(&command, file);
    free(file);
    return build(&command, m->object);
}

static struct usage link_program(const struct subject *subject,
                                 const struct measurement *m)
{
    struct words command = variant_command(m->variant, m->toolchain);

    words_add(&command, m->object);
    words_split(&command, subject->libs, " ");
    return build(&command, m->program);
}

static void arguments(const struct subject *subject, enum size size,
                      struct words *command)
{
    char number[24];

    snprintf(number, sizeof number, "%lu", subject->sizes[size]);
    words_add(command, number);
    if (subject->threads < 2 || !strstr(subject->libs, "-pthread"))
        return;
    snprintf(number, sizeof number, "%u", subject->threads);
    words_add(command, number);
}

static char *expected(const struct subject *subject, enum size size)
{
    return format_string("%s/expected/%s.%s", subject->source, subject->name,
                         size_name(size));
}

struct subject kernel_subject(size_t index, const char *source,
                              unsigned threads)
{
    const struct row *row = &rows[index];

    return (struct subject){
        .name = row->name,
        .kind = row->kind,
        .libs = row->libs,
        .source = source,
        .sizes = {[SIZE_FAULT] = row->fault_size, [SIZE_RUN] = row->run_size},
        .threads = threads,
        .compile = compile,
        .link = link_program,
        .arguments = arguments,
        .expected = expected,
    };
}
