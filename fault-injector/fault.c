/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* fault.c - prints, parses and draws faults. */
#include "fault.h"

#include "die.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const model_names[MODELS] = {"value", "regfile"};

const char *model_name(enum model model)
{
    return model_names[model];
}

bool model_parse(const char *name, enum model *model)
{
    for (int i = 0; i < MODELS; i++)
        if (!strcmp(name, model_names[i])) {
            *model = (enum model)i;
            return true;
        }
    return false;
}

/* --- text ---------------------------------------------------------------- */

/* Shortest form: whole words of zeros at the low end become a shift. */
static void print_mask(const uint64_t mask[REGISTER_WORDS], char *out,
                       size_t size)
{
    int low = 0, high = REGISTER_WORDS - 1;
    size_t n;

    while (high > 0 && !mask[high])
        high--;
    while (low < high && !mask[low])
        low++;
    n = (size_t)snprintf(out, size, "0x%" PRIx64, mask[high]);
    for (int i = high - 1; i >= low && n < size; i--)
        n += (size_t)snprintf(out + n, size - n, "%016" PRIx64, mask[i]);
    if (low && n < size)
        snprintf(out + n, size - n, "<<%d", 64 * low);
}

void fault_print(const struct fault *fault, char out[FAULT_TEXT])
{
    int n = snprintf(out, FAULT_TEXT, "%s main+0x%" PRIx64 "#%" PRIu64 ":%s^",
                     model_name(fault->model), fault->address, fault->k,
                     fault->reg->name);

    print_mask(fault->mask, out + n, (size_t)(FAULT_TEXT - n));
}

/* MASK <<= BITS; false when a bit falls out. */
static bool shift_left(uint64_t mask[REGISTER_WORDS], unsigned long bits)
{
    uint64_t out[REGISTER_WORDS] = {0};

    for (unsigned long from = 0; from < REGISTER_BITS; from++) {
        unsigned long to = from + bits;

        if (!(mask[from / 64] >> from % 64 & 1))
            continue;
        if (to >= REGISTER_BITS)
            return false;
        out[to / 64] |= UINT64_C(1) << to % 64;
    }
    memcpy(mask, out, sizeof out);
    return true;
}

static const char *parse_mask(const char *text, uint64_t mask[REGISTER_WORDS])
{
    char *end;
    unsigned long shift;

    memset(mask, 0, REGISTER_WORDS * sizeof *mask);
    if (strncmp(text, "0x", 2) || !isxdigit((unsigned char)text[2]))
        return "the mask must be hexadecimal, as in 0x4";
    for (text += 2; isxdigit((unsigned char)*text); text++) {
        char digit[2] = {*text, 0};

        if (!shift_left(mask, 4))
            return "the mask is wider than 512 bits";
        mask[0] |= strtoul(digit, NULL, 16);
    }
    if (!*text)
        return NULL;
    if (strncmp(text, "<<", 2) || !isdigit((unsigned char)text[2]))
        return "behind the mask only <<BITS may follow";
    shift = strtoul(text + 2, &end, 10);
    if (*end)
        return "behind the mask only <<BITS may follow";
    if (shift >= REGISTER_BITS || !shift_left(mask, shift))
        return "the mask is wider than 512 bits";
    return NULL;
}

static bool mask_fits(const struct fault *fault)
{
    for (unsigned bit = fault->reg->width; bit < REGISTER_BITS; bit++)
        if (fault->mask[bit / 64] >> bit % 64 & 1)
            return false;
    return true;
}

const char *fault_parse(const char *text, struct fault *fault)
{
    char model[16], module[32], name[8];
    const char *error;
    int n = 0;

    if (sscanf(text,
               "%15[a-z] %31[^+ ]+0x%" SCNx64 "#%" SCNu64 ":%7[a-z0-9]^%n",
               model, module, &fault->address, &fault->k, name, &n) != 5 ||
        !n)
        return "it should look like: value main+0x1420#1:rax^0x4";
    if (!model_parse(model, &fault->model))
        return "the model must be value or regfile";
    if (strcmp(module, "main"))
        return "the module must be main";
    if (!fault->k)
        return "executions are counted from 1";
    fault->reg = register_by_name(name);
    if (!fault->reg)
        return "there is no register of that name";
    error = parse_mask(text + n, fault->mask);
    if (error)
        return error;
    return mask_fits(fault) ? NULL : "the mask is wider than the register";
}

int fault_bit(const struct fault *fault)
{
    int found = -1;

    for (int bit = 0; bit < REGISTER_BITS; bit++) {
        if (!(fault->mask[bit / 64] >> bit % 64 & 1))
            continue;
        if (found >= 0)
            return -1;
        found = bit;
    }
    return found;
}

/* --- drawing ------------------------------------------------------------- */

struct population *population_make(const struct text *text,
                                   const struct profile *profile,
                                   enum model model)
{
    struct population *population = allocate(1, sizeof *population);

    population->text = text;
    population->model = model;
    population->cumulated =
        allocate(text->count, sizeof *population->cumulated);
    for (uint32_t i = 0; i < text->count; i++) {
        if (model == MODEL_REGFILE || (text->insns[i].flags & INSN_WRITES))
            population->size += profile->counts[i];
        population->cumulated[i] = population->size;
    }
    return population;
}

void population_free(struct population *population)
{
    free(population->cumulated);
    free(population);
}

/* The instruction of the NUMBER-th member, and which execution of it. */
static const struct insn *member(const struct population *population,
                                 uint64_t number, uint64_t *k)
{
    uint32_t low = 0, high = population->text->count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (population->cumulated[middle] <= number)
            low = middle + 1;
        else
            high = middle;
    }
    *k = number - (low ? population->cumulated[low - 1] : 0) + 1;
    return &population->text->insns[low];
}

void fault_draw(const struct population *population, uint64_t seed,
                uint64_t index, struct fault *fault)
{
    struct rng rng = rng_make(seed, index);
    const struct insn *insn =
        member(population, rng_below(&rng, population->size), &fault->k);
    unsigned bit;

    fault->model = population->model;
    fault->address = population->text->address + insn->offset;
    if (fault->model == MODEL_REGFILE) {
        fault->reg = register_file_bit(
            (unsigned)rng_below(&rng, REGISTER_FILE_BITS), &bit);
    } else {
        struct destinations all;
        const struct destination *one;

        insn_destinations(population->text, insn, &all);
        one = &all.list[rng_below(&rng, all.count)];
        fault->reg = one->reg;
        bit = (unsigned)rng_below(&rng, one->bits);
    }
    memset(fault->mask, 0, sizeof fault->mask);
    fault->mask[bit / 64] = UINT64_C(1) << bit % 64;
}
