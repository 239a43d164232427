/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* shard.c - the part of a campaign that one machine does. */
#include "shard.h"

#include <inttypes.h>
#include <stdio.h>

bool shard_parse(const char *text, struct shard *shard)
{
    int end = 0;

    if (sscanf(text, "%" SCNu64 "/%" SCNu64 "%n", &shard->number, &shard->count,
               &end) != 2)
        return false;
    return !text[end] && shard->number >= 1 && shard->number <= shard->count &&
           shard->count <= UINT32_MAX;
}

uint64_t shard_size(const struct shard *shard, uint64_t faults)
{
    return faults / shard->count + (faults % shard->count >= shard->number);
}
