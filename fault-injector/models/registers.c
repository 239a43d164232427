/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.c - models that flip bits of a register: value, haft, flags,
 * regfile, pc. */
#include "population.h"

#include <string.h>

#define CLASS(name) (1u << REGISTER_##name)

enum {
    DATA_CLASSES =
        CLASS(GENERAL) | CLASS(VECTOR) | CLASS(MASK) | CLASS(X87) | CLASS(MMX),
    LOW_BYTE = 8,
};

static const char *after(struct strike *strike)
{
    const char *problem = strike_execute(strike);

    return problem ? problem : strike_register(strike);
}

static unsigned each_weighs_one(const struct text *text,
                                const struct insn *insn)
{
    (void)text;
    (void)insn;
    return 1;
}

/* --- value, haft ---------------------------------------------------------- */

static unsigned writes_register(const struct text *text,
                                const struct insn *insn)
{
    (void)text;
    return (insn->flags & INSN_WRITES) != 0;
}

static const struct destination *
draw_destination(const struct population *population, const struct insn *insn,
                 struct rng *rng, struct destinations *all)
{
    insn_destinations(population->text, insn, all);
    return &all->list[rng_below(rng, all->count)];
}

static void draw_value(const struct population *population,
                       const struct insn *insn, struct rng *rng,
                       struct fault *fault)
{
    struct destinations all;
    const struct destination *one =
        draw_destination(population, insn, rng, &all);

    fault->reg = one->reg;
    population_draw_mask(population, one->bits, rng, fault->mask);
}

const struct model model_value = {
    .name = "value",
    .target = TARGET_REGISTER,
    .classes = DATA_CLASSES,
    .bursts = true,
    .weight = writes_register,
    .draw = draw_value,
    .apply = after,
};

/* The recipe of HAFT (Kuvaiskii et al., EuroSys 2016): a random 8-bit integer
 * is xored into the result. One of 0 would be no fault. */
static void draw_haft(const struct population *population,
                      const struct insn *insn, struct rng *rng,
                      struct fault *fault)
{
    struct destinations all;

    fault->reg = draw_destination(population, insn, rng, &all)->reg;
    fault->mask[0] = 1 + rng_below(rng, (1u << LOW_BYTE) - 1);
}

const struct model model_haft = {
    .name = "haft",
    .target = TARGET_REGISTER,
    .classes = DATA_CLASSES,
    .weight = writes_register,
    .draw = draw_haft,
    .apply = after,
};

/* --- flags ---------------------------------------------------------------- */

static unsigned writes_flags(const struct text *text, const struct insn *insn)
{
    (void)text;
    return (insn->flags & INSN_WRITES_FLAGS) != 0;
}

/* A burst takes neighbours among the flags that are written. */
static void draw_flags(const struct population *population,
                       const struct insn *insn, struct rng *rng,
                       struct fault *fault)
{
    uint64_t written = insn_flags_written(population->text, insn).written;
    uint64_t chosen[REGISTER_WORDS] = {0};
    unsigned at = 0;

    population_draw_mask(population, (unsigned)__builtin_popcountll(written),
                         rng, chosen);
    for (uint64_t left = written; left; left &= left - 1, at++)
        if (chosen[0] >> at & 1)
            fault->mask[0] |= left & -left;
    fault->reg = register_by_name("rflags");
}

const struct model model_flags = {
    .name = "flags",
    .target = TARGET_REGISTER,
    .classes = CLASS(FLAGS),
    .bursts = true,
    .weight = writes_flags,
    .draw = draw_flags,
    .apply = after,
};

/* --- regfile, pc ---------------------------------------------------------- */

static void draw_regfile(const struct population *population,
                         const struct insn *insn, struct rng *rng,
                         struct fault *fault)
{
    unsigned width, first, length;

    (void)insn;
    fault->reg = register_file_bit((unsigned)rng_below(rng, REGISTER_FILE_BITS),
                                   &first, &width);
    length = population->burst < width ? population->burst : width;
    if (first + length > width)
        first = width - length;
    for (unsigned bit = first; bit < first + length; bit++)
        fault->mask[bit / 64] |= UINT64_C(1) << bit % 64;
    if (fault->reg->class == REGISTER_FLAGS)
        fault->mask[0] = arch_spread_flags(fault->mask[0]);
}

const struct model model_regfile = {
    .name = "regfile",
    .target = TARGET_REGISTER,
    .classes = DATA_CLASSES | CLASS(FLAGS) | CLASS(PC),
    .bursts = true,
    .weight = each_weighs_one,
    .draw = draw_regfile,
    .apply = strike_register,
};

static void draw_pc(const struct population *population,
                    const struct insn *insn, struct rng *rng,
                    struct fault *fault)
{
    (void)insn;
    fault->reg = register_by_name("rip");
    population_draw_mask(population, PC_BITS, rng, fault->mask);
}

const struct model model_pc = {
    .name = "pc",
    .target = TARGET_REGISTER,
    .classes = CLASS(PC),
    .bursts = true,
    .weight = each_weighs_one,
    .draw = draw_pc,
    .apply = strike_register,
};
