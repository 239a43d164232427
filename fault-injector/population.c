/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* population.c - draws faults, as a function of the seed and an index. */
#include "population.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

struct population *population_make(const struct text *text,
                                   const struct profile *profile,
                                   const struct model *model)
{
    struct population *population = allocate(1, sizeof *population);

    *population = (struct population){
        .text = text,
        .model = model,
        .memory = &profile->memory,
        .burst = 1,
        .faults = 1,
        .cumulated = allocate(text->count, sizeof *population->cumulated),
    };
    for (uint32_t i = 0; i < text->count; i++) {
        if (profile->counts[i])
            population->size +=
                profile->counts[i] * model->weight(text, &text->insns[i]);
        population->cumulated[i] = population->size;
    }
    return population;
}

void population_free(struct population *population)
{
    free(population->cumulated);
    free(population);
}

/* The instruction of the NUMBER-th unit of weight, and which execution. */
static const struct insn *member(const struct population *population,
                                 uint64_t number, uint64_t *k)
{
    const struct text *text = population->text;
    uint32_t low = 0, high = text->count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (population->cumulated[middle] <= number)
            low = middle + 1;
        else
            high = middle;
    }
    *k = (number - (low ? population->cumulated[low - 1] : 0)) /
             population->model->weight(text, &text->insns[low]) +
         1;
    return &text->insns[low];
}

void population_draw_mask(const struct population *population, unsigned width,
                          struct rng *rng, uint64_t mask[REGISTER_WORDS])
{
    unsigned length = population->burst < width ? population->burst : width;
    unsigned first = (unsigned)rng_below(rng, width - length + 1);

    for (unsigned bit = first; bit < first + length; bit++)
        mask[bit / 64] |= UINT64_C(1) << bit % 64;
}

void population_draw(const struct population *population, uint64_t seed,
                     uint64_t index, struct faults *faults)
{
    struct rng rng = rng_make(seed, index);

    faults->count = population->faults;
    for (unsigned i = 0; i < faults->count; i++) {
        struct fault *fault = &faults->list[i];
        const struct insn *insn;

        memset(fault, 0, sizeof *fault);
        insn = member(population, rng_below(&rng, population->size), &fault->k);
        fault->model = population->model;
        fault->address = population->text->address + insn->offset;
        population->model->draw(population, insn, &rng, fault);
    }
}
