/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* population.h - what the faults of a campaign are drawn from: the executed
 * instructions of the scope, each with the weight that the model gives it. */
#ifndef TANDEM_INJECT_POPULATION_H
#define TANDEM_INJECT_POPULATION_H

#include "model.h"
#include "profile.h"

struct population {
    const struct text *text;
    const struct model *model;
    const struct memory_map *memory;
    unsigned burst;      /* adjacent bits of one fault */
    unsigned faults;     /* of one run */
    uint64_t *cumulated; /* [text->count] weights up to and including i */
    uint64_t size;       /* all weights */
};

struct population *population_make(const struct text *text,
                                   const struct profile *profile,
                                   const struct model *model);
void population_free(struct population *population);

/* The INDEX-th run's faults of the list that SEED stands for. */
void population_draw(const struct population *population, uint64_t seed,
                     uint64_t index, struct faults *faults);

/* For models: a mask of the population's burst length somewhere in WIDTH
 * bits; all of them when there are fewer. */
void population_draw_mask(const struct population *population, unsigned width,
                          struct rng *rng, uint64_t mask[REGISTER_WORDS]);

#endif
