/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* population.c - draws faults, as a function of the seed and an index. */
#include "population.h"

#include "die.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t weight(const struct module *module, const struct model *model,
                       uint32_t insn)
{
    return module->in_scope[insn] && module->profile->counts[insn]
               ? module->profile->counts[insn] *
                     model->weight(module->text, &module->text->insns[insn])
               : 0;
}

/* How many faults of one execution are listed. */
static uint64_t listed(const struct population *population,
                       const struct module *module, const struct insn *insn)
{
    uint64_t all = population->model->choices(module->text, insn);

    return all < population->each ? all : population->each;
}

void population_list(struct population *population, uint64_t each)
{
    population->each = each;
    population->size = 0;
    for (uint32_t n = 0; n < population->count; n++) {
        const struct module *module;
        const struct insn *insn = population_insn(population, n, &module);
        uint32_t i = (uint32_t)(insn - module->text->insns);

        if (weight(module, population->model, i))
            population->size +=
                module->profile->counts[i] * listed(population, module, insn);
        population->cumulated[n] = population->size;
    }
}

struct population *population_make(const struct module *modules, unsigned count,
                                   const struct model *model)
{
    struct population *population = allocate(1, sizeof *population);
    uint32_t n = 0;

    *population = (struct population){
        .model = model,
        .memory = &modules[0].profile->memory,
        .burst = 1,
        .faults = 1,
        .modules = modules,
        .module_count = count,
    };
    for (unsigned m = 0; m < count; m++)
        population->count += modules[m].text->count;
    population->cumulated =
        allocate(population->count, sizeof *population->cumulated);
    for (unsigned m = 0; m < count; m++)
        for (uint32_t i = 0; i < modules[m].text->count; i++) {
            population->size += weight(&modules[m], model, i);
            population->cumulated[n++] = population->size;
        }
    return population;
}

void population_free(struct population *population)
{
    free(population->cumulated);
    free(population);
}

const struct insn *population_insn(const struct population *population,
                                   uint32_t index, const struct module **module)
{
    const struct module *m = population->modules;

    while (index >= m->text->count)
        index -= m++->text->count;
    *module = m;
    return &m->text->insns[index];
}

uint32_t population_index(const struct population *population,
                          const struct fault *fault)
{
    const struct module *m = population->modules;
    uint32_t before = 0;

    while (strcmp(m->name, fault->module))
        before += m++->text->count;
    return before + (uint32_t)m->text->at[fault->address - m->text->address];
}

/* The instruction that has the NUMBER-th unit of weight. */
static uint32_t find(const struct population *population, uint64_t number)
{
    uint32_t low = 0, high = population->count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (population->cumulated[middle] <= number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void draw_mask(const struct drawing *drawing, unsigned width,
               uint64_t mask[REGISTER_WORDS])
{
    unsigned length = drawing->burst < width ? drawing->burst : width;
    unsigned first = (unsigned)rng_below(drawing->rng, width - length + 1);

    for (unsigned bit = first; bit < first + length; bit++)
        mask[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* At the execution of INSN that has that NUMBER, from 0, in all threads. */
static void set_place(const struct population *population,
                      const struct module *module, const struct insn *insn,
                      uint64_t number, struct fault *fault)
{
    memset(fault, 0, sizeof *fault);
    fault->model = population->model;
    snprintf(fault->module, sizeof fault->module, "%s", module->name);
    fault->address = module->text->address + insn->offset;
    strcpy(fault->thread, profile_place(module->profile,
                                        (uint32_t)(insn - module->text->insns),
                                        number, &fault->k));
}

static void draw_one(const struct population *population, struct rng *rng,
                     struct fault *fault)
{
    const struct model *model = population->model;
    uint64_t number = rng_below(rng, population->size);
    uint32_t index = find(population, number);
    const struct module *module;
    struct drawing drawing = {
        .insn = population_insn(population, index, &module),
        .memory = population->memory,
        .burst = population->burst,
        .rng = rng,
    };

    drawing.text = module->text;
    number -= index ? population->cumulated[index - 1] : 0;
    number /= model->weight(drawing.text, drawing.insn);
    set_place(population, module, drawing.insn, number, fault);
    model->draw(&drawing, fault);
}

/* The bits of one execution are as far apart as they can be, and begin at
 * another one in each. */
static void take_one(const struct population *population, uint64_t seed,
                     uint64_t number, struct fault *fault)
{
    const struct model *model = population->model;
    uint32_t index = find(population, number);
    const struct module *module;
    struct drawing drawing = {.insn =
                                  population_insn(population, index, &module)};
    uint64_t from, all, step, execution, first;

    drawing.text = module->text;
    from = index ? population->cumulated[index - 1] : 0;
    all = model->choices(drawing.text, drawing.insn);
    step = listed(population, module, drawing.insn);
    execution = (number - from) / step;
    set_place(population, module, drawing.insn, execution, fault);
    first = rng_mix(seed ^ rng_mix(index) ^ (execution + 1)) % all;
    model->choose(
        &drawing,
        (unsigned)((first + (number - from) % step * all / step) % all), fault);
}

void population_draw(const struct population *population, uint64_t seed,
                     uint64_t index, struct faults *faults)
{
    struct rng rng = rng_make(seed, index);

    faults->count = population->faults;
    if (population->each) {
        take_one(population, seed, index, &faults->list[0]);
        return;
    }
    for (unsigned i = 0; i < faults->count; i++)
        draw_one(population, &rng, &faults->list[i]);
}
