/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* json.c - everything that was measured, with all samples, for other
 * programs; benchmarks/README.md describes the fields. */
#include "die.h"
#include "report.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static json_t *checked(json_t *value)
{
    if (!value)
        die("cannot make the JSON file: no memory, or a text that is not "
            "UTF-8");
    return value;
}

static json_t *number(double value)
{
    if (!isfinite(value))
        return json_null();
    if (value == floor(value) && fabs(value) < 1e15)
        return checked(json_integer((json_int_t)value));
    return checked(json_real(value));
}

static json_t *list(const struct samples *all)
{
    json_t *array = checked(json_array());

    for (size_t i = 0; i < all->count; i++)
        json_array_append_new(array, number(all->list[i]));
    return array;
}

static json_t *values(const struct measurement *m)
{
    json_t *object = checked(json_object());

    for (size_t i = 0; i < metrics_count; i++)
        json_object_set_new(object, metrics[i].name,
                            m->error ? json_null()
                                     : number(metrics[i].value(m)));
    return object;
}

static json_t *ratios(const struct measurement *m,
                      const struct measurement *baseline)
{
    json_t *object = checked(json_object());

    for (size_t i = 0; i < metrics_count; i++)
        json_object_set_new(object, metrics[i].name,
                            number(metric_ratio(&metrics[i], m, baseline)));
    return object;
}

/* What failed in its last run has no samples of earlier ones either. */
static json_t *samples(const struct measurement *m)
{
    if (m->error)
        return json_null();
    return checked(json_pack("{s:o,s:o,s:o,s:o}", "compile", list(&m->compile),
                             "cpu", list(&m->cpu), "wall", list(&m->wall),
                             "rss", list(&m->rss)));
}

static json_t *measurement(const struct measurement *m,
                           const struct measurement *baseline)
{
    return checked(json_pack("{s:s,s:s?,s:o,s:o,s:o}", "variant",
                             m->variant->name, "error", m->error, "values",
                             values(m), "ratios", ratios(m, baseline),
                             "samples", samples(m)));
}

static json_t *subject(const struct matrix *matrix, size_t index)
{
    const struct measurement *baseline = matrix_at(matrix, index, 0);
    const struct subject *one = baseline->subject;
    json_t *array = checked(json_array());

    for (size_t v = 0; v < matrix->variants; v++)
        json_array_append_new(
            array, measurement(matrix_at(matrix, index, v), baseline));
    return checked(
        json_pack("{s:s,s:s,s:I,s:I,s:o}", "name", one->name, "kind", one->kind,
                  "run_size", (json_int_t)one->sizes[SIZE_RUN], "fault_size",
                  (json_int_t)one->sizes[SIZE_FAULT], "measurements", array));
}

static json_t *summary(const struct matrix *matrix, size_t variant)
{
    json_t *mean = checked(json_object()), *max = checked(json_object());
    size_t count = 0;

    for (size_t i = 0; i < metrics_count; i++) {
        struct samples all = matrix_ratios(matrix, variant, &metrics[i]);

        json_object_set_new(mean, metrics[i].name,
                            number(samples_geomean(&all)));
        json_object_set_new(max, metrics[i].name, number(samples_max(&all)));
        if (i == METRIC_CPU)
            count = all.count;
        samples_free(&all);
    }
    return checked(json_pack("{s:s,s:I,s:o,s:o}", "variant",
                             matrix_at(matrix, 0, variant)->variant->name,
                             "kernels", (json_int_t)count, "geomean", mean,
                             "max", max));
}

static json_t *header(const struct context *context)
{
    const struct machine *machine = context->machine;
    const struct options *o = context->options;
    json_t *where =
        checked(json_pack("{s:s,s:I,s:s,s:f}", "cpu", machine->cpu,
                          "processors", (json_int_t)machine->processors,
                          "system", machine->system, "load", machine->load));
    json_t *how = checked(json_pack(
        "{s:s,s:I,s:I,s:I,s:I,s:o,s:b,s:s}", "size", size_name(o->size),
        "rounds", (json_int_t)o->rounds, "compiles", (json_int_t)o->compiles,
        "threads", (json_int_t)o->threads, "timeout", (json_int_t)o->timeout,
        "cpu", o->cpu_given ? json_integer((json_int_t)o->cpu) : json_null(),
        "instructions", o->instructions, "source", o->source));

    return checked(json_pack("{s:s,s:s,s:s,s:o,s:o}", "tandem-bench",
                             TANDEM_BENCH_VERSION, "date", machine->date,
                             "compiler", context->toolchain->version, "machine",
                             where, "options", how));
}

char *json_text(const struct matrix *matrix, const struct context *context)
{
    json_t *root = header(context), *variants_array = checked(json_array());
    json_t *subjects = checked(json_array());
    json_t *summaries = checked(json_array());
    char *text, *copy;

    for (size_t v = 0; v < matrix->variants; v++) {
        const struct variant *one = matrix_at(matrix, 0, v)->variant;

        json_array_append_new(
            variants_array,
            checked(json_pack("{s:s,s:s,s:s}", "name", one->name, "compiler",
                              context->toolchain->path[one->compiler], "flags",
                              one->flags)));
        json_array_append_new(summaries, summary(matrix, v));
    }
    for (size_t s = 0; s < matrix->subjects; s++)
        json_array_append_new(subjects, subject(matrix, s));
    json_object_set_new(root, "variants", variants_array);
    json_object_set_new(root, "subjects", subjects);
    json_object_set_new(root, "summary", summaries);
    text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
    if (!text)
        die("cannot make the JSON file: no memory");
    copy = format_string("%s\n", text);
    free(text);
    json_decref(root);
    return copy;
}
