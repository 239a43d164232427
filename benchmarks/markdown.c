/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* markdown.c - run times per kernel, and the means of all metrics. */
#include "die.h"
#include "report.h"

#include <math.h>
#include <stdio.h>

static const char *name_of(const struct matrix *matrix, size_t variant)
{
    return matrix_at(matrix, 0, variant)->variant->name;
}

static void put_ratio(FILE *out, double ratio)
{
    if (isnan(ratio))
        fputs(" - |", out);
    else
        fprintf(out, " %.2f |", ratio);
}

static void put_rule(FILE *out, size_t columns)
{
    fputc('|', out);
    for (size_t i = 0; i < columns; i++)
        fputs("---|", out);
    fputc('\n', out);
}

static void put_conditions(FILE *out, const struct matrix *matrix,
                           const struct context *context)
{
    const struct options *o = context->options;

    fprintf(out,
            "Measured on %.10s with %s on %ld x %s: the least of %llu "
            "interleaved runs\nand of %llu compilations, size `%s`, "
            "%llu thread(s), load %.1f at the start.\n\n",
            context->machine->date, context->toolchain->version,
            context->machine->processors, context->machine->cpu,
            (unsigned long long)o->rounds, (unsigned long long)o->compiles,
            size_name(o->size), (unsigned long long)o->threads,
            context->machine->load);
    fputs("| variant | compiler | flags |\n", out);
    put_rule(out, 3);
    for (size_t v = 0; v < matrix->variants; v++) {
        const struct variant *one = matrix_at(matrix, 0, v)->variant;

        fprintf(out, "| %s | %s | `%s` |\n", one->name,
                one->compiler == COMPILER_TANDEM ? "tandem-clang" : "clang",
                one->flags);
    }
}

static void put_kernel(FILE *out, const struct matrix *matrix, size_t subject)
{
    const struct measurement *baseline = matrix_at(matrix, subject, 0);

    fprintf(out, "| %s | %s |", baseline->subject->name,
            baseline->subject->kind);
    if (baseline->error)
        fputs(" failed |", out);
    else
        fprintf(out, " %.3f |", samples_min(&baseline->cpu));
    for (size_t v = 1; v < matrix->variants; v++) {
        const struct measurement *m = matrix_at(matrix, subject, v);

        if (m->error)
            fputs(" failed |", out);
        else
            put_ratio(out, metric_ratio(&metrics[METRIC_CPU], m, baseline));
    }
    fputc('\n', out);
}

static void put_kernels(FILE *out, const struct matrix *matrix)
{
    fprintf(out, "\nRun time, CPU time divided by that of %s:\n\n",
            name_of(matrix, 0));
    fprintf(out, "| kernel | kind | %s, s |", name_of(matrix, 0));
    for (size_t v = 1; v < matrix->variants; v++)
        fprintf(out, " %s |", name_of(matrix, v));
    fputc('\n', out);
    put_rule(out, matrix->variants + 2);
    for (size_t s = 0; s < matrix->subjects; s++)
        put_kernel(out, matrix, s);
}

static void put_metric(FILE *out, const struct matrix *matrix,
                       const struct metric *metric)
{
    fprintf(out, "| %s |", metric->title);
    for (size_t v = 1; v < matrix->variants; v++) {
        struct samples ratios = matrix_ratios(matrix, v, metric);

        if (!ratios.count)
            fputs(" - |", out);
        else
            fprintf(out, " %.2f (%.2f) |", samples_geomean(&ratios),
                    samples_max(&ratios));
        samples_free(&ratios);
    }
    fputc('\n', out);
}

static void put_means(FILE *out, const struct matrix *matrix)
{
    fprintf(out,
            "\nGeometric mean (and maximum) of the ratios to %s over %zu "
            "kernels:\n\n| |",
            name_of(matrix, 0), matrix->subjects);
    for (size_t v = 1; v < matrix->variants; v++)
        fprintf(out, " %s |", name_of(matrix, v));
    fputc('\n', out);
    put_rule(out, matrix->variants);
    for (size_t i = 0; i < metrics_count; i++)
        if (metric_shown(matrix, &metrics[i]))
            put_metric(out, matrix, &metrics[i]);
    for (size_t v = 1; v < matrix->variants; v++) {
        struct samples ratios = matrix_ratios(matrix, v, &metrics[METRIC_CPU]);

        if (ratios.count < matrix->subjects)
            fprintf(out, "\nOnly %zu kernels count for %s.\n", ratios.count,
                    name_of(matrix, v));
        samples_free(&ratios);
    }
}

char *markdown_text(const struct matrix *matrix, const struct context *context)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        die_errno("cannot make the Markdown file");
    put_conditions(out, matrix, context);
    put_kernels(out, matrix);
    if (matrix->variants > 1)
        put_means(out, matrix);
    if (fclose(out))
        die_errno("cannot make the Markdown file");
    return text;
}
