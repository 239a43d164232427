/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* counters.c - sets of counters, in a list of chunks that only grows.

   A signal handler of the owner may add in the middle of an addition, which
   then loses the handler's: a count may be short by that. */

#include "counters.h"

#include "platform.h"

enum { SETS = 30 };

struct set {
    void *owner;
    unsigned long counts[TANDEM_COUNTERS];
} __attribute__((aligned(64)));

struct chunk {
    struct set sets[SETS];
    struct chunk *next;
};

static struct chunk first;

static struct chunk *next_of(struct chunk *chunk)
{
    return __atomic_load_n(&chunk->next, __ATOMIC_ACQUIRE);
}

static unsigned long *take_from(struct chunk *chunk, void *owner)
{
    for (struct set *set = chunk->sets; set < chunk->sets + SETS; set++) {
        void *none = NULL;
        /* Acquire: the counts the last owner left. */
        if (__atomic_compare_exchange_n(&set->owner, &none, owner, 0,
                                        __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
            return set->counts;
    }
    return NULL;
}

static int grow(struct chunk *last)
{
    struct chunk *more = tandem_port_map(sizeof(*more));
    struct chunk *none = NULL;
    if (!more)
        return 0;
    if (!__atomic_compare_exchange_n(&last->next, &none, more, 0,
                                     __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        tandem_port_unmap(more, sizeof(*more)); /* another thread was first */
    return 1;
}

unsigned long *tandem_counters_take(void *owner)
{
    for (struct chunk *chunk = &first;; chunk = next_of(chunk)) {
        unsigned long *counts = take_from(chunk, owner);
        if (counts)
            return counts;
        if (!next_of(chunk) && !grow(chunk))
            return NULL;
    }
}

static struct set *set_of(unsigned long *counts)
{
    return (struct set *)((char *)counts - offsetof(struct set, counts));
}

void tandem_counters_give(unsigned long *counts)
{
    __atomic_store_n(&set_of(counts)->owner, NULL, __ATOMIC_RELEASE);
}

unsigned long tandem_counters_sum(enum tandem_counter counter)
{
    unsigned long sum = 0;
    for (struct chunk *chunk = &first; chunk; chunk = next_of(chunk))
        for (unsigned i = 0; i < SETS; i++)
            sum += __atomic_load_n(&chunk->sets[i].counts[counter],
                                   __ATOMIC_RELAXED);
    return sum;
}

void tandem_counters_forget(const void *own, void (*drop)(void *owner))
{
    for (struct chunk *chunk = &first; chunk; chunk = next_of(chunk))
        for (struct set *set = chunk->sets; set < chunk->sets + SETS; set++) {
            for (unsigned i = 0; i < TANDEM_COUNTERS; i++)
                set->counts[i] = 0;
            if (!set->owner || set->owner == own)
                continue;
            drop(set->owner);
            set->owner = NULL;
        }
}
