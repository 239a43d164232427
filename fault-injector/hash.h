/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* hash.h - FNV-1a, 64 bit: a name for bytes, not a defence against forgery. */
#ifndef TANDEM_INJECT_HASH_H
#define TANDEM_INJECT_HASH_H

#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define HASH_START 0xcbf29ce484222325u

static inline uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const uint8_t *p = bytes;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ p[i]) * 0x100000001b3u;
    return hash;
}

static inline void hash_name(char *out, size_t size, const char *prefix,
                             uint64_t hash)
{
    snprintf(out, size, "%s%016" PRIx64, prefix, hash);
}

#endif
