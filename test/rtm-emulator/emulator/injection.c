/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* injection.c - the aborts and flipped bits that knobs ask for.

   Seeded, and in the arena: what is drawn does not depend on what is rolled
   back. */

#include <stdint.h>

#include "injection.h"
#include "arena.h"
#include "knobs.h"
#include "registers.h"
#include "statistics.h"

struct injection {
    uint64_t random;
    unsigned long transactions, instructions;
    int chosen;
};

static struct injection *injection;

void injection_create(void)
{
    injection = arena_take(sizeof(*injection));
    injection->random = knobs.seed;
}

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
static uint64_t draw(void)
{
    uint64_t z = injection->random += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

void injection_begin(void)
{
    injection->transactions++;
    injection->instructions = 0;
    injection->chosen =
        draw() % 1000 < knobs.abort_permille ||
        (knobs.abort_every && injection->transactions % knobs.abort_every == 0);
}

enum cause injection_at(unsigned long where)
{
    return injection->chosen && knobs.where == where ? CAUSE_INJECTED
                                                     : CAUSE_NONE;
}

static void flip(ucontext_t *context)
{
    *registers_general(context, (unsigned)knobs.flip_register) ^=
        (greg_t)(1ull << (knobs.flip_bit & 63));
    statistics->flips++;
}

enum cause injection_step(ucontext_t *context)
{
    unsigned long at = ++injection->instructions;
    if (at > knobs.instructions)
        return CAUSE_INTERRUPT;
    statistics->stepped++;
    if (at == knobs.instruction && injection_at(WHERE_INSTRUCTION))
        return CAUSE_INJECTED;
    if (injection->transactions == knobs.flip_transaction &&
        at == knobs.flip_instruction)
        flip(context);
    return CAUSE_NONE;
}
