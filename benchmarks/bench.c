/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* bench.c - tandem-bench: measures what hardening costs. */
#include "coverage.h"
#include "die.h"
#include "file.h"
#include "kernel.h"
#include "options.h"
#include "report.h"
#include "run.h"

#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one run works on. */
struct bench {
    struct toolchain toolchain;
    struct subject *subjects;
    const struct variant **variants;
    struct matrix matrix;
    struct machine machine;
    char *output;
};

/* The folder that holds bin/ with this program. */
static char *find_home(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);

    if (length < 0)
        die_errno("cannot read /proc/self/exe");
    path[length] = 0;
    for (int levels = 0; levels < 2; levels++)
        *strrchr(path, '/') = 0;
    return copy_string(path);
}

static bool wanted(const struct words *words, const char *name)
{
    for (size_t i = 0; i < words->count; i++)
        if (!strcmp(words->list[i], name))
            return true;
    return !words->count;
}

/* Dies when a word is none of the names, which NAME_OF gives up to NULL. */
static void expect_known(const struct words *words, const char *what,
                         const char *(*name_of)(size_t))
{
    struct words known = {0};
    char *all = copy_string("");

    for (size_t i = 0; name_of(i); i++) {
        char *longer = format_string("%s%s%s", all, i ? ", " : "", name_of(i));

        words_add(&known, name_of(i));
        free(all);
        all = longer;
    }
    for (size_t i = 0; i < words->count; i++)
        if (!wanted(&known, words->list[i]))
            die("there is no %s '%s'; there are %s", what, words->list[i], all);
    words_free(&known);
    free(all);
}

static const char *kernel_name(size_t index)
{
    return index < kernel_count() ? kernel_subject(index, "", 1).name : NULL;
}

static const char *variant_name(size_t index)
{
    return index < variants_count ? variants[index].name : NULL;
}

static void choose(struct bench *bench, const struct options *options)
{
    struct matrix *matrix = &bench->matrix;

    expect_known(&options->kernels, "kernel", kernel_name);
    expect_known(&options->variants, "variant", variant_name);
    bench->subjects = allocate(kernel_count(), sizeof *bench->subjects);
    for (size_t k = 0; k < kernel_count(); k++)
        if (wanted(&options->kernels, kernel_name(k)))
            bench->subjects[matrix->subjects++] =
                kernel_subject(k, options->source, (unsigned)options->threads);
    bench->variants = allocate(variants_count, sizeof *bench->variants);
    for (size_t v = 0; v < variants_count; v++)
        if (v == 0 || wanted(&options->variants, variants[v].name))
            bench->variants[matrix->variants++] = &variants[v];
}

static void list(const struct bench *bench)
{
    for (size_t s = 0; s < bench->matrix.subjects; s++) {
        const struct subject *one = &bench->subjects[s];

        printf("kernel %s %lu %lu %s\n", one->name, one->sizes[SIZE_RUN],
               one->sizes[SIZE_FAULT], one->kind);
    }
    for (size_t v = 0; v < bench->matrix.variants; v++)
        printf("variant %s %s %s\n", bench->variants[v]->name,
               bench->variants[v]->compiler == COMPILER_TANDEM ? "tandem-clang"
                                                               : "clang",
               bench->variants[v]->flags);
}

static void pin(uint64_t cpu)
{
    cpu_set_t set;

    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    if (cpu >= CPU_SETSIZE || sched_setaffinity(0, sizeof set, &set))
        die_errno("cannot run on processor %llu", (unsigned long long)cpu);
}

static void prepare(struct bench *bench, const struct options *options)
{
    struct matrix *matrix = &bench->matrix;
    char *home = find_home();

    machine_look(&bench->machine);
    if (options->json)
        file_expect_writable(options->json);
    if (options->markdown)
        file_expect_writable(options->markdown);
    if (options->instructions && system("valgrind --version >/dev/null 2>&1"))
        die("--instructions needs valgrind: install it");
    bench->output = options->output ? copy_string(options->output)
                                    : format_string("%s/benchmarks", home);
    toolchain_open(&bench->toolchain, options->cc, home);
    matrix->instructions = options->instructions;
    matrix->list =
        allocate(matrix->subjects * matrix->variants, sizeof *matrix->list);
    for (size_t s = 0; s < matrix->subjects; s++)
        for (size_t v = 0; v < matrix->variants; v++)
            measurement_open(matrix_at(matrix, s, v), &bench->subjects[s],
                             bench->variants[v], &bench->toolchain,
                             bench->output);
    free(home);
}

static void finish(struct bench *bench)
{
    struct matrix *matrix = &bench->matrix;

    for (size_t i = 0; i < matrix->subjects * matrix->variants; i++)
        measurement_close(&matrix->list[i]);
    free(matrix->list);
    free(bench->output);
    toolchain_close(&bench->toolchain);
}

static void write_file(const char *path, char *text)
{
    file_replace(path, text, strlen(text));
    free(text);
}

static void write_files(const struct bench *bench,
                        const struct options *options)
{
    const struct context context = {&bench->machine, options,
                                    &bench->toolchain};

    if (options->json)
        write_file(options->json, json_text(&bench->matrix, &context));
    if (options->markdown)
        write_file(options->markdown, markdown_text(&bench->matrix, &context));
}

static int run_all(struct bench *bench, const struct options *options)
{
    struct matrix *matrix = &bench->matrix;
    int result = EXIT_FINE;

    table_begin(matrix);
    for (size_t s = 0; s < matrix->subjects; s++) {
        run_subject(matrix_at(matrix, s, 0), matrix->variants, options);
        table_subject(matrix, s);
    }
    table_end(matrix);
    for (size_t i = 0; i < matrix->subjects * matrix->variants; i++)
        if (matrix->list[i].error)
            result = EXIT_FOUND;
    return result;
}

static int measure(const struct options *options)
{
    struct bench bench = {0};
    int result = EXIT_FINE;

    choose(&bench, options);
    if (options->list) {
        list(&bench);
    } else {
        if (options->cpu_given)
            pin(options->cpu);
        prepare(&bench, options);
        result = run_all(&bench, options);
        write_files(&bench, options);
        finish(&bench);
    }
    free(bench.subjects);
    free(bench.variants);
    return result;
}

int main(int argc, char **argv)
{
    struct options options;
    int result;

    options_parse(&options, argc, argv);
    result = options.command == COMMAND_COVERAGE   ? coverage(&options)
             : options.command == COMMAND_RECOVERY ? recovery(&options)
                                                   : measure(&options);
    options_free(&options);
    return result;
}
