/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* shard.h - the part of a campaign that one machine does: every COUNT-th
 * injection. */
#ifndef TANDEM_INJECT_SHARD_H
#define TANDEM_INJECT_SHARD_H

#include <stdbool.h>
#include <stdint.h>

struct shard {
    uint64_t number, count; /* 1 .. count; {1, 1} is all of it */
};

/* "3/8"; false when it is nothing of that kind. */
bool shard_parse(const char *text, struct shard *shard);

static inline bool shard_has(const struct shard *shard, uint64_t index)
{
    return index % shard->count == shard->number - 1;
}

/* How many of the first FAULTS injections it has. */
uint64_t shard_size(const struct shard *shard, uint64_t faults);

#endif
