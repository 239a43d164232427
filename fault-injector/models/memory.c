/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory.c - model mem: bits of the program's data, heap and stack. */
#include "model.h"

#include <string.h>

static unsigned any(const struct text *text, const struct insn *insn)
{
    (void)text;
    (void)insn;
    return 1;
}

static uint64_t size_of(const struct memory_range *range)
{
    return range->end - range->start;
}

/* Uniform over all bytes that the reference run has had at its end. */
static void draw_memory(const struct drawing *drawing, struct fault *fault)
{
    const struct memory_map *map = drawing->memory;
    uint64_t total = 0, at;
    unsigned i = 0, first;

    for (unsigned r = 0; r < map->count; r++)
        total += size_of(&map->list[r]);
    at = rng_below(drawing->rng, total);
    while (at >= size_of(&map->list[i]))
        at -= size_of(&map->list[i++]);
    fault->memory = map->list[i].kind;
    fault->at = memory_place(map, fault->memory, map->list[i].start + at);
    first = (unsigned)rng_below(drawing->rng, 8);
    for (unsigned bit = first; bit < first + drawing->burst; bit++)
        fault->mask[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* Memory that the program has not got yet, or gave back, is cleared before it
 * is used: a fault there changes nothing. */
static const char *change_memory(struct strike *strike)
{
    const struct tracee *tracee = &strike->run->tracee;
    const struct fault *fault = strike->fault;
    unsigned size = fault_bytes(fault);
    uint64_t wanted[REGISTER_WORDS], address;
    struct memory_map map;

    tracee_memory(tracee, &map);
    address = memory_address(&map, fault->memory, fault->at);
    if (!address || !tracee_read(tracee, address, strike->old, size)) {
        strike->note = "that memory is not in use at that moment";
        return NULL;
    }
    for (int i = 0; i < REGISTER_WORDS; i++)
        wanted[i] = strike->old[i] ^ (strike->dry ? 0 : fault->mask[i]);
    if (!tracee_write(tracee, address, wanted, size) ||
        !tracee_read(tracee, address, strike->new, size))
        return "the memory cannot be written";
    return memcmp(wanted, strike->new, sizeof wanted)
               ? "the memory reads back another value"
               : NULL;
}

const struct model model_mem = {
    .name = "mem",
    .target = TARGET_MEMORY,
    .bursts = true,
    .weight = any,
    .draw = draw_memory,
    .apply = change_memory,
};
