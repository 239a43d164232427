/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* population.h - what the faults of a campaign are drawn from: the executed
 * instructions of the scope, each with the weight that the model gives it. */
#ifndef TANDEM_INJECT_POPULATION_H
#define TANDEM_INJECT_POPULATION_H

#include "model.h"
#include "module.h"

struct population {
    const struct model *model;
    const struct memory_map *memory; /* what the program had at its end */
    unsigned burst;                  /* adjacent bits of one fault */
    unsigned faults;                 /* of one run */
    uint64_t each; /* bits of each execution, all listed; 0: faults are drawn */
    const struct module *modules;
    unsigned module_count;
    uint32_t count;      /* instructions of all modules, one after the other */
    uint64_t *cumulated; /* [count] weights up to and including i */
    uint64_t size;       /* all weights */
};

/* Of the MODULES, the first of which is main. */
struct population *population_make(const struct module *modules, unsigned count,
                                   const struct model *model);

/* Makes it a list of EACH bits of every execution, evenly spread over those
 * that the model could flip (all, when there are fewer): population_draw then
 * gives the INDEX-th of `size` faults. The model must have choices. */
void population_list(struct population *population, uint64_t each);

/* The INDEX-th instruction and its module; and the index of the one that a
 * fault strikes, which must be there. */
const struct insn *population_insn(const struct population *population,
                                   uint32_t index,
                                   const struct module **module);
uint32_t population_index(const struct population *population,
                          const struct fault *fault);
void population_free(struct population *population);

/* The INDEX-th run's faults of the list that SEED stands for. */
void population_draw(const struct population *population, uint64_t seed,
                     uint64_t index, struct faults *faults);

#endif
