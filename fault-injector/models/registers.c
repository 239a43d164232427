/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.c - models that flip bits of a register: value, haft, flags,
 * regfile, pc. */
#include "model.h"

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

static const struct destination *draw_destination(const struct drawing *drawing,
                                                  struct destinations *all)
{
    insn_destinations(drawing->text, drawing->insn, all);
    return &all->list[rng_below(drawing->rng, all->count)];
}

static void draw_value(const struct drawing *drawing, struct fault *fault)
{
    struct destinations all;
    const struct destination *one = draw_destination(drawing, &all);

    fault->reg = one->reg;
    draw_mask(drawing, one->bits, fault->mask);
}

static unsigned value_bits(const struct text *text, const struct insn *insn)
{
    struct destinations all = {0};
    unsigned bits = 0;

    if (!writes_register(text, insn))
        return 0;
    insn_destinations(text, insn, &all);
    for (unsigned i = 0; i < all.count; i++)
        bits += all.list[i].bits;
    return bits;
}

static void choose_value(const struct drawing *drawing, unsigned number,
                         struct fault *fault)
{
    struct destinations all;
    const struct destination *one = all.list;

    insn_destinations(drawing->text, drawing->insn, &all);
    while (number >= one->bits)
        number -= one++->bits;
    fault->reg = one->reg;
    fault->mask[number / 64] = UINT64_C(1) << number % 64;
}

const struct model model_value = {
    .name = "value",
    .target = TARGET_REGISTER,
    .classes = DATA_CLASSES,
    .bursts = true,
    .weight = writes_register,
    .draw = draw_value,
    .choices = value_bits,
    .choose = choose_value,
    .apply = after,
};

/* The recipe of HAFT (Kuvaiskii et al., EuroSys 2016): a random 8-bit integer
 * is xored into the result. One of 0 would be no fault. */
static void draw_haft(const struct drawing *drawing, struct fault *fault)
{
    struct destinations all;

    fault->reg = draw_destination(drawing, &all)->reg;
    fault->mask[0] = 1 + rng_below(drawing->rng, (1u << LOW_BYTE) - 1);
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
static void draw_flags(const struct drawing *drawing, struct fault *fault)
{
    uint64_t written = insn_flags_written(drawing->text, drawing->insn).written;
    uint64_t chosen[REGISTER_WORDS] = {0};
    unsigned at = 0;

    draw_mask(drawing, (unsigned)__builtin_popcountll(written), chosen);
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

static void draw_regfile(const struct drawing *drawing, struct fault *fault)
{
    unsigned width, first, length;

    fault->reg = register_file_bit(
        (unsigned)rng_below(drawing->rng, REGISTER_FILE_BITS), &first, &width);
    length = drawing->burst < width ? drawing->burst : width;
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

static void draw_pc(const struct drawing *drawing, struct fault *fault)
{
    fault->reg = register_by_name("rip");
    draw_mask(drawing, PC_BITS, fault->mask);
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
