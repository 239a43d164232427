/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* straight.c - no loops, so that no fault makes it hang: thousands of
 * injections take seconds. Prints a checksum, of which three functions of
 * different size and vulnerability compute a part. */
#include <stdint.h>
#include <stdio.h>

#define FOUR(x) x x x x
#define MANY(x) FOUR(FOUR(FOUR(x)))

static uint64_t table[16];

/* Every bit counts. */
__attribute__((noinline)) static uint64_t fragile(uint64_t h)
{
    MANY(h = (h ^ h >> 29) * UINT64_C(0xbf58476d1ce4e5b9);)
    return h;
}

/* Only the lowest bits count in the end. */
__attribute__((noinline)) static uint64_t robust(uint64_t h)
{
    MANY(h = (h & 0xff) + (h >> 60) + 3;)
    return h & 7;
}

__attribute__((noinline)) static uint64_t memory(uint64_t h)
{
    FOUR(table[h % 16] += h; h = h * 3 + table[(h >> 4) % 16];)
    return h;
}

int main(int argc, char **argv)
{
    uint64_t h = fragile((uint64_t)argc + (argv[1] ? 1 : 0));

    h ^= robust(h);
    h ^= memory(h);
    printf("%016llx\n", (unsigned long long)h);
    return 0;
}
