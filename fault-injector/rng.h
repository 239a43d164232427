/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rng.h - random numbers that are a function of (seed, stream, position): the
 * i-th injection draws the same whoever draws it, and whenever. */
#ifndef TANDEM_INJECT_RNG_H
#define TANDEM_INJECT_RNG_H

#include <stdint.h>

struct rng {
    uint64_t key;
    uint64_t position;
};

/* The output function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
static inline uint64_t rng_mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

#define RNG_GAMMA UINT64_C(0x9e3779b97f4a7c15)

static inline struct rng rng_make(uint64_t seed, uint64_t stream)
{
    uint64_t key = rng_mix(rng_mix(seed + RNG_GAMMA) + stream * RNG_GAMMA);

    return (struct rng){.key = key};
}

static inline uint64_t rng_next(struct rng *rng)
{
    return rng_mix(rng->key + ++rng->position * RNG_GAMMA);
}

/* Uniform in 0 .. bound-1, without bias; bound is not 0. */
static inline uint64_t rng_below(struct rng *rng, uint64_t bound)
{
    uint64_t limit = -bound % bound; /* 2^64 mod bound */
    uint64_t value;

    do
        value = rng_next(rng);
    while (value < limit);
    return value % bound;
}

#endif
