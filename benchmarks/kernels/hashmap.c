/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* hashmap.c - a hash map with string keys, filled, searched and emptied.

   SIZE rounds of 400 steps on a map that grows: each counts a name, looks one
   up or removes one. Open addressing with linear probing; removal shifts the
   entries after it back. Kind: string hashing and comparison. Bound by the
   latency of multiplications and loads, and by branches. */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_SIZE = 10, MAX_SIZE = 1000000, STEPS = 400, NAMES = 1000 };
enum { KEY_SIZE = 24, FIRST_CAPACITY = 64 };

struct entry {
    char key[KEY_SIZE]; /* "" when the slot is empty */
    uint32_t hash;
    uint64_t value;
};

struct map {
    struct entry *slots;
    size_t capacity; /* a power of two */
    size_t count;
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
    return (*state >> 12) % limit;
}

/* FNV-1a. */
static uint32_t hash_key(const char *key)
{
    uint32_t hash = 2166136261u;

    while (*key)
        hash = (hash ^ (uint8_t)*key++) * 16777619u;
    return hash ^ hash >> 15;
}

static bool same_key(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

/* KEY's slot, or the empty one where it belongs. */
static size_t map_slot(const struct map *m, const char *key, uint32_t hash)
{
    size_t i = hash & (m->capacity - 1);

    while (m->slots[i].key[0] &&
           (m->slots[i].hash != hash || !same_key(m->slots[i].key, key)))
        i = (i + 1) & (m->capacity - 1);
    return i;
}

static void map_resize(struct map *m, size_t capacity)
{
    struct map bigger = {.capacity = capacity, .count = m->count};

    bigger.slots = calloc(capacity, sizeof(*bigger.slots));
    if (!bigger.slots) {
        fprintf(stderr, "hashmap: out of memory\n");
        exit(2);
    }
    for (size_t i = 0; i < m->capacity; i++) {
        const struct entry *e = &m->slots[i];
        if (e->key[0])
            bigger.slots[map_slot(&bigger, e->key, e->hash)] = *e;
    }
    free(m->slots);
    *m = bigger;
}

static uint64_t *map_add(struct map *m, const char *key)
{
    uint32_t hash = hash_key(key);
    struct entry *e;

    if (4 * m->count >= 3 * m->capacity)
        map_resize(m, 2 * m->capacity);
    e = &m->slots[map_slot(m, key, hash)];
    if (!e->key[0]) {
        memcpy(e->key, key, KEY_SIZE);
        e->hash = hash;
        m->count++;
    }
    return &e->value;
}

static void map_remove(struct map *m, const char *key)
{
    size_t mask = m->capacity - 1;
    size_t hole = map_slot(m, key, hash_key(key));

    if (!m->slots[hole].key[0])
        return;
    for (size_t i = (hole + 1) & mask; m->slots[i].key[0]; i = (i + 1) & mask) {
        /* An entry may move back as far as the slot its hash names. */
        if (((i - m->slots[i].hash) & mask) >= ((i - hole) & mask)) {
            m->slots[hole] = m->slots[i];
            hole = i;
        }
    }
    m->slots[hole] = (struct entry){.key = ""};
    m->count--;
}

static void make_name(char *name, unsigned number)
{
    static const char *const parts[] = {"ada",  "ben",   "clara", "dora",
                                        "emil", "fritz", "gerda", "hugo"};

    for (unsigned i = 0; i < 4; i++, number /= 8)
        for (const char *p = parts[number % 8]; *p; p++)
            *name++ = *p;
    *name = '\0';
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    static char names[NAMES][KEY_SIZE];
    struct map m = {NULL, 0, 0};
    uint32_t random = 5;
    uint64_t sum = 0;

    for (unsigned i = 0; i < NAMES; i++)
        make_name(names[i], i);
    map_resize(&m, FIRST_CAPACITY);
    for (unsigned long i = 0; i < (unsigned long)size * STEPS; i++) {
        const char *name = names[next_random(&random, NAMES)];
        unsigned kind = next_random(&random, 8);

        if (kind < 3)
            *map_add(&m, name) += i;
        else if (kind < 7)
            sum = sum * 31 + m.slots[map_slot(&m, name, hash_key(name))].value;
        else
            map_remove(&m, name);
    }
    printf("hashmap: %zu names in %zu slots\n", m.count, m.capacity);
    printf("hashmap: found %016llx\n", (unsigned long long)sum);
    free(m.slots);
    return 0;
}
