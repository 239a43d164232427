/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* strata.c - shares of the fault space, and even draws. */
#include "strata.h"

#include "die.h"
#include "kind.h"

#include <stdlib.h>
#include <string.h>

const char strata_others[] = "(others)";

static const char *const names[] = {"nothing", "function", "kind"};
static const char unknown[] = "(unknown)";

struct strata {
    const struct population *population;
    json_t *shares;
    uint32_t *part; /* [population->count] of each instruction */
    uint32_t parts;
};

bool strata_parse(const char *text, enum strata_by *by)
{
    for (int i = BY_FUNCTION; i <= BY_KIND; i++)
        if (!strcmp(text, names[i])) {
            *by = (enum strata_by)i;
            return true;
        }
    return false;
}

const char *strata_name(enum strata_by by)
{
    return names[by];
}

static const char *or_unknown(const char *name)
{
    return name ? name : unknown;
}

const char *strata_of_record(const struct record *record, enum strata_by by)
{
    return or_unknown(by == BY_KIND ? kind_of(record->insn) : record->function);
}

/* Valid until the next call. */
static const char *name_of(const struct population *population, uint32_t index,
                           enum strata_by by)
{
    static char line[FAULT_TEXT];
    const struct module *module;
    const struct insn *insn = population_insn(population, index, &module);
    const struct text *text = module->text;
    const struct function *function;

    if (by == BY_KIND) {
        insn_print(text, insn, line, sizeof line);
        return or_unknown(kind_of(line));
    }
    function = program_function(text->program, text->address + insn->offset);
    return or_unknown(function ? function->name : NULL);
}

static uint64_t weight(const struct population *population, uint32_t insn)
{
    return population->cumulated[insn] -
           (insn ? population->cumulated[insn - 1] : 0);
}

static void add(json_t *shares, const char *name, double share)
{
    double before = json_real_value(json_object_get(shares, name));

    if (json_object_set_new(shares, name, json_real(before + share)))
        die("the name of function '%s' is not valid UTF-8, which the journal "
            "needs",
            name);
}

static void merge_small(struct strata *strata)
{
    const char *name;
    json_t *value;
    void *next;

    json_object_foreach_safe(strata->shares, next, name, value)
    {
        double share = json_real_value(value);

        if (share >= STRATA_LEAST || !strcmp(name, strata_others))
            continue;
        json_object_del(strata->shares, name);
        add(strata->shares, strata_others, share);
    }
}

/* Numbers the parts in the order of the header, and the instructions by them.
 */
static void number_parts(struct strata *strata, enum strata_by by)
{
    const struct population *population = strata->population;
    json_t *numbers = json_object();
    const char *name;
    json_t *value;

    json_object_foreach(strata->shares, name, value)
    {
        json_object_set_new(numbers, name, json_integer(strata->parts++));
    }
    strata->part = allocate(population->count, sizeof *strata->part);
    for (uint32_t i = 0; i < population->count; i++) {
        if (!weight(population, i))
            continue;
        value = json_object_get(numbers, name_of(population, i, by));
        if (!value)
            value = json_object_get(numbers, strata_others);
        strata->part[i] = (uint32_t)json_integer_value(value);
    }
    json_decref(numbers);
}

struct strata *strata_make(const struct population *population,
                           enum strata_by by)
{
    struct strata *strata = allocate(1, sizeof *strata);

    strata->population = population;
    strata->shares = json_object();
    for (uint32_t i = 0; i < population->count; i++)
        if (weight(population, i))
            add(strata->shares, name_of(population, i, by),
                (double)weight(population, i) / (double)population->size);
    merge_small(strata);
    number_parts(strata, by);
    return strata;
}

void strata_free(struct strata *strata)
{
    if (!strata)
        return;
    json_decref(strata->shares);
    free(strata->part);
    free(strata);
}

json_t *strata_shares(const struct strata *strata)
{
    return json_incref(strata->shares);
}

/* A stream of its own, apart from those that faults are drawn from. */
static struct rng stream(uint64_t seed, uint64_t index)
{
    return rng_make(~seed, index);
}

bool strata_from_whole(uint64_t seed, uint64_t index)
{
    struct rng rng = stream(seed, index);

    return rng_below(&rng, 2);
}

/* Draws from the whole until the part is right: at most about 1/STRATA_LEAST
 * times on average. */
void strata_draw(const struct strata *strata, uint64_t seed, uint64_t index,
                 struct faults *faults)
{
    struct rng rng = stream(seed, index);
    uint32_t wanted;

    population_draw(strata->population, seed, index, faults);
    if (rng_below(&rng, 2))
        return;
    wanted = (uint32_t)rng_below(&rng, strata->parts);
    for (;;) {
        uint32_t member =
            population_index(strata->population, &faults->list[0]);

        if (strata->part[member] == wanted)
            return;
        population_draw(strata->population, rng_next(&rng), index, faults);
    }
}
