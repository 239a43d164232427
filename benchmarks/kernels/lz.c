/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* lz.c - a compressor after Lempel and Ziv, and its decompressor.

   Compresses and expands SIZE blocks of 8 KiB of generated text; each must come
   back as it was. Matches are found through chains of positions with equal
   hashes. Kind: byte-wise compression. Bound by branches that depend on the
   data and by the latency of loads from the L1 cache.

   A control byte comes before each 8 items, lowest bit first. 0: one byte, as
   it is. 1: a match, two bytes: 12 bits of distance, 4 bits of length. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_SIZE = 3, MAX_SIZE = 1000000, BLOCK = 8192, HASHES = 2048 };
enum { LEAST = 3, MOST = LEAST + 15, WINDOW = 4095, CHAIN = 16, NONE = -1 };

struct matcher {
    int16_t first[HASHES]; /* the last position with this hash */
    int16_t next[BLOCK];   /* the one before a position, or NONE */
};

struct output {
    uint8_t bytes[BLOCK + BLOCK / 8 + 1];
    int length;
    int control; /* where the current control byte is */
    int items;
};

struct match {
    int length;
    int distance;
};

static unsigned size_argument(int argc, char **argv)
{
    char *end = NULL;
    long size = argc < 2 ? DEFAULT_SIZE : strtol(argv[1], &end, 10);

    if (argc > 2 || (end && *end) || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "%s: SIZE must be one integer from 1 to %d\n", argv[0],
                MAX_SIZE);
        exit(2);
    }
    return (unsigned)size;
}

static unsigned next_random(uint32_t *state, unsigned limit)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % limit;
}

/* Pieces of one sentence in random order. */
static void make_text(uint8_t text[BLOCK], uint32_t *random)
{
    static const char from[] = "The cat that ran under a bridge saw some of "
                               "the river's stones; nobody knew where to find "
                               "them: perhaps in boats, or beside old walls.\n";
    int at = 0;

    while (at < BLOCK) {
        unsigned begin = next_random(random, sizeof(from) - 20);
        unsigned length = 3 + next_random(random, 16);

        for (unsigned i = 0; i < length && at < BLOCK; i++)
            text[at++] = (uint8_t)from[begin + i];
    }
}

static unsigned hash(const uint8_t *p)
{
    uint32_t x = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;

    return x * 2654435761u >> 21;
}

static void insert(struct matcher *m, const uint8_t *text, int at)
{
    int16_t *first = &m->first[hash(text + at)];

    m->next[at] = *first;
    *first = (int16_t)at;
}

static struct match find_match(const struct matcher *m, const uint8_t *text,
                               int at)
{
    struct match best = {0, 0};
    int limit = BLOCK - at < MOST ? BLOCK - at : MOST;
    int other = limit < LEAST ? NONE : m->first[hash(text + at)];

    for (int n = 0; n < CHAIN && other != NONE && at - other <= WINDOW; n++) {
        int length = 0;

        while (length < limit && text[at + length] == text[other + length])
            length++;
        if (length > best.length)
            best = (struct match){length, at - other};
        other = m->next[other];
    }
    return best;
}

static void put_item(struct output *o, int is_match, unsigned value)
{
    if (o->items++ % 8 == 0) {
        o->control = o->length++;
        o->bytes[o->control] = 0;
    }
    o->bytes[o->control] |= (uint8_t)(is_match << ((o->items - 1) % 8));
    o->bytes[o->length++] = (uint8_t)value;
    if (is_match)
        o->bytes[o->length++] = (uint8_t)(value >> 8);
}

static void compress(struct output *o, struct matcher *m, const uint8_t *text)
{
    memset(m->first, 0xff, sizeof(m->first)); /* NONE */
    o->length = o->items = 0;
    for (int at = 0; at < BLOCK;) {
        struct match found = find_match(m, text, at);
        int step = found.length < LEAST ? 1 : found.length;

        if (step == 1)
            put_item(o, 0, text[at]);
        else
            put_item(o, 1, (unsigned)(found.distance << 4 | (step - LEAST)));
        for (int end = at + step; at < end; at++)
            if (at + LEAST <= BLOCK)
                insert(m, text, at);
    }
}

/* Returns how many bytes are in TEXT; stops at what cannot be. */
static int expand(uint8_t text[BLOCK], const struct output *o)
{
    int at = 0, in = 0;

    while (in < o->length) {
        unsigned control = o->bytes[in++] | 0x100u;

        for (; control > 1 && in < o->length; control >>= 1) {
            unsigned item = o->bytes[in++];
            int length = 1, distance;

            if (control & 1) {
                item |= (unsigned)o->bytes[in++] << 8;
                length = (int)(item & 15) + LEAST;
            }
            distance = (int)(item >> 4);
            if (at + length > BLOCK || ((control & 1) && distance > at))
                return at;
            for (; length > 0; length--, at++)
                text[at] = control & 1 ? text[at - distance] : (uint8_t)item;
        }
    }
    return at;
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv), differences = 0;
    static uint8_t text[BLOCK], copy[BLOCK];
    static struct matcher m;
    static struct output o;
    uint32_t random = 17, sum = 2166136261u;
    unsigned long total = 0;

    for (unsigned i = 0; i < size; i++) {
        make_text(text, &random);
        compress(&o, &m, text);
        differences += expand(copy, &o) != BLOCK || memcmp(copy, text, BLOCK);
        for (int j = 0; j < o.length; j++)
            sum = (sum ^ o.bytes[j]) * 16777619u;
        total += (unsigned long)o.length;
    }
    printf("lz: %lu bytes to %lu, checksum %08x, %u blocks differ\n",
           (unsigned long)size * BLOCK, total, (unsigned)sum, differences);
    return 0;
}
