/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* metric.c - the table of metrics, and ratios to the baseline. */
#include "metric.h"

#include <math.h>

static double cpu_min(const struct measurement *m)
{
    return samples_min(&m->cpu);
}

static double cpu_median(const struct measurement *m)
{
    return samples_median(&m->cpu);
}

static double wall_min(const struct measurement *m)
{
    return samples_min(&m->wall);
}

static double text(const struct measurement *m)
{
    return m->text;
}

static double program_text(const struct measurement *m)
{
    return m->program_text;
}

static double compile_min(const struct measurement *m)
{
    return samples_min(&m->compile);
}

static double rss_max(const struct measurement *m)
{
    return samples_max(&m->rss);
}

static double instructions(const struct measurement *m)
{
    return m->instructions;
}

const struct metric metrics[] = {
    {"cpu_min", "CPU", "run time, least CPU seconds", cpu_min},
    {"cpu_median", "median", "run time, median CPU seconds", cpu_median},
    {"wall_min", "wall", "run time, least seconds", wall_min},
    {"instructions", "instr", "instructions executed", instructions},
    {"text", ".text", "`.text` of the object file", text},
    {"program_text", "program", "`.text` of the program", program_text},
    {"compile_min", "compile", "compile time, least CPU seconds", compile_min},
    {"rss_max", "RSS", "most resident memory", rss_max},
};
const size_t metrics_count = sizeof metrics / sizeof *metrics;

double metric_ratio(const struct metric *metric, const struct measurement *one,
                    const struct measurement *baseline)
{
    double base = metric->value(baseline);

    if (one->error || baseline->error || !(base > 0))
        return NAN;
    return metric->value(one) / base;
}

struct measurement *matrix_at(const struct matrix *matrix, size_t subject,
                              size_t variant)
{
    return &matrix->list[subject * matrix->variants + variant];
}

bool metric_shown(const struct matrix *matrix, const struct metric *metric)
{
    return matrix->instructions || metric->value != instructions;
}

struct samples matrix_ratios(const struct matrix *matrix, size_t variant,
                             const struct metric *metric)
{
    struct samples ratios = {0};

    for (size_t s = 0; s < matrix->subjects; s++) {
        double ratio = metric_ratio(metric, matrix_at(matrix, s, variant),
                                    matrix_at(matrix, s, 0));

        if (ratio > 0)
            samples_add(&ratios, ratio);
    }
    return ratios;
}
