/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* graph.c - shortest paths by Dijkstra's algorithm with a binary heap.

   Kind: pointer-like accesses and data-dependent branches. Bound by memory for
   large graphs, by mispredicted branches of the heap for small ones. The graph
   is in compressed rows: the arcs that leave a node lie together. SIZE is the
   number of nodes in units of UNIT; paths from SOURCES nodes are computed. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { UNIT = 64, SOURCES = 16, SPREAD = 8, MAX_SIZE = 1000000 };
#define UNREACHED UINT32_MAX

struct arc {
    uint32_t to, length;
};

struct graph {
    uint32_t nodes;
    uint32_t *first; /* the arcs of node n: first[n] to first[n + 1] - 1 */
    struct arc *arcs;
};

/* A heap of nodes, the nearest first; place[n] is where n is in it. */
struct heap {
    uint32_t count;
    uint32_t *nodes, *place, *distance;
};

static uint32_t random_below(uint64_t *state, uint32_t limit)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 32) * limit >> 32);
}

/* A ring, so that all is reachable, and arcs to random nodes. */
static void graph_fill(struct graph *g)
{
    const uint32_t nodes = g->nodes;
    uint64_t state = 5;
    uint32_t count = 0;
    for (uint32_t node = 0; node < nodes; node++) {
        g->first[node] = count;
        g->arcs[count++] = (struct arc){(node + 1) % nodes, 900};
        for (uint32_t n = 1 + random_below(&state, SPREAD - 1); n > 0; n--) {
            g->arcs[count].to = random_below(&state, nodes);
            g->arcs[count++].length = 10 + random_below(&state, 90);
        }
    }
    g->first[nodes] = count;
}

static void heap_set(struct heap *h, uint32_t place, uint32_t node)
{
    h->nodes[place] = node;
    h->place[node] = place;
}

static void heap_rise(struct heap *h, uint32_t node)
{
    uint32_t place = h->place[node];
    while (place > 0) {
        uint32_t above = (place - 1) / 2, other = h->nodes[above];
        if (h->distance[other] <= h->distance[node])
            break;
        heap_set(h, place, other);
        place = above;
    }
    heap_set(h, place, node);
}

static int is_nearer(const struct heap *h, uint32_t a, uint32_t b)
{
    return h->distance[h->nodes[a]] < h->distance[h->nodes[b]];
}

static uint32_t heap_pop(struct heap *h)
{
    uint32_t top = h->nodes[0], node = h->nodes[--h->count], place = 0;
    for (;;) {
        uint32_t below = 2 * place + 1;
        if (below >= h->count)
            break;
        if (below + 1 < h->count && is_nearer(h, below + 1, below))
            below++;
        if (h->distance[h->nodes[below]] >= h->distance[node])
            break;
        heap_set(h, place, h->nodes[below]);
        place = below;
    }
    heap_set(h, place, node);
    return top;
}

/* The node can be reached by a path of this length. */
static void reach(struct heap *h, uint32_t node, uint32_t distance)
{
    if (h->distance[node] <= distance)
        return;
    if (h->distance[node] == UNREACHED)
        h->place[node] = h->count++;
    h->distance[node] = distance;
    heap_rise(h, node);
}

static void shortest_paths(const struct graph *g, struct heap *h, uint32_t from)
{
    h->count = 0;
    for (uint32_t node = 0; node < g->nodes; node++)
        h->distance[node] = UNREACHED;
    reach(h, from, 0);
    while (h->count > 0) {
        uint32_t node = heap_pop(h), distance = h->distance[node];
        for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++)
            reach(h, g->arcs[i].to, distance + g->arcs[i].length);
    }
}

static void print_distances(const struct heap *h, uint32_t nodes, uint32_t from)
{
    uint32_t most = 0, mixed = 0;
    for (uint32_t node = 0; node < nodes; node++) {
        mixed = mixed * 31 + h->distance[node];
        most = h->distance[node] > most ? h->distance[node] : most;
    }
    printf("from %7u: farthest %5u mixed %08x\n", (unsigned)from,
           (unsigned)most, (unsigned)mixed);
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 8;

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: graph [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    uint32_t nodes = (uint32_t)size * UNIT;
    uint32_t *words = malloc((4 * (size_t)nodes + 1) * sizeof(*words));
    struct arc *arcs = malloc((size_t)nodes * SPREAD * sizeof(*arcs));
    if (!words || !arcs) {
        fprintf(stderr, "graph: not enough memory for SIZE %ld\n", size);
        return 1;
    }
    struct heap h = {0, words, words + nodes, words + 2 * (size_t)nodes};
    struct graph g = {nodes, words + 3 * (size_t)nodes, arcs};
    graph_fill(&g);
    printf("graph: %u nodes, %u arcs\n", (unsigned)nodes,
           (unsigned)g.first[nodes]);
    for (uint32_t i = 0; i < SOURCES; i++) {
        uint32_t from = (uint32_t)((uint64_t)nodes * i / SOURCES);
        shortest_paths(&g, &h, from);
        print_distances(&h, nodes, from);
    }
    free(words);
    free(arcs);
    return 0;
}
