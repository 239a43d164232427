/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* list.c - a shuffled linked list and a binary tree, walked.

   SIZE is the number of nodes in thousands: from 20 on, list and tree are each
   larger than most L2 caches. The list is walked and turned round, the tree is
   filled and searched. Kind: pointer chasing. Bound by the latency of memory
   and outer caches; the processor has hardly anything to do meanwhile.

   A node has the two cache lines that a processor likes to fetch together: else
   half of what is in the cache would be lines that nobody asked for, and how
   many, a matter of luck. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_SIZE = 2, MAX_SIZE = 100000, WALKS = 140 };
enum { SEARCHES = 8, NODE_SIZE = 128 };

struct item {
    struct item *next;
    uint64_t visits;
    uint32_t value;
    char label[104];
};

struct node {
    struct node *child[2]; /* with lesser keys, with greater keys */
    uint32_t key;
    uint32_t hits;
    uint64_t payload[13];
};

_Static_assert(sizeof(struct item) == NODE_SIZE &&
                   sizeof(struct node) == NODE_SIZE,
               "see above");

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

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 4;
}

static void *allocate(size_t count)
{
    void *memory = aligned_alloc(NODE_SIZE, count * NODE_SIZE);

    if (!memory) {
        fprintf(stderr, "list: out of memory\n");
        exit(2);
    }
    return memset(memory, 0, count * NODE_SIZE);
}

/* Sattolo's shuffle: the links make one cycle; it is then cut. */
static struct item *make_list(struct item *items, size_t count,
                              uint32_t *random)
{
    struct item *first;

    for (size_t i = 0; i < count; i++) {
        items[i].next = &items[i];
        items[i].value = (uint32_t)i;
    }
    for (size_t i = count - 1; i > 0; i--) {
        size_t j = next_random(random) % i;
        struct item *t = items[i].next;

        items[i].next = items[j].next;
        items[j].next = t;
    }
    first = items[0].next;
    items[0].next = NULL;
    return first;
}

/* Turns the list round and adds its values to *SUM on the way. */
static struct item *walk(struct item *list, uint32_t *sum)
{
    struct item *done = NULL;

    while (list) {
        struct item *rest = list->next;

        *sum = *sum * 3 + list->value;
        list->visits++;
        list->next = done;
        done = list;
        list = rest;
    }
    return done;
}

static struct node **find(struct node **tree, uint32_t key)
{
    while (*tree && (*tree)->key != key)
        tree = &(*tree)->child[key > (*tree)->key];
    return tree;
}

/* Random keys keep the tree shallow enough; returns how many it has. */
static size_t fill_tree(struct node **tree, struct node *nodes, size_t count,
                        uint32_t *random)
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t key = next_random(random) % (uint32_t)(2 * count);
        struct node **place = find(tree, key);

        if (!*place) {
            nodes[used].key = key;
            nodes[used].payload[key % 13] = i;
            *place = &nodes[used++];
        }
    }
    return used;
}

static uint64_t search_tree(struct node *tree, size_t count, uint32_t *random)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < SEARCHES * count; i++) {
        uint32_t key = next_random(random) % (uint32_t)(2 * count);
        struct node *found = *find(&tree, key);

        if (found)
            sum = sum * 5 + found->payload[key % 13] + ++found->hits;
    }
    return sum;
}

int main(int argc, char **argv)
{
    size_t count = 1000 * (size_t)size_argument(argc, argv);
    struct item *items = allocate(count);
    struct node *nodes = allocate(count);
    struct node *tree = NULL;
    uint32_t random = 3, sum = 0;
    struct item *list = make_list(items, count, &random);
    size_t used;

    for (int i = 0; i < WALKS; i++)
        list = walk(list, &sum);
    printf("list: %zu items, %llu visits each, sum %08x\n", count,
           (unsigned long long)list->visits, (unsigned)sum);
    used = fill_tree(&tree, nodes, count, &random);
    printf("list: %zu nodes, found %016llx\n", used,
           (unsigned long long)search_tree(tree, count, &random));
    free(items);
    free(nodes);
    return 0;
}
