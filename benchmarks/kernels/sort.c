/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sort.c - quicksort and merge sort of records.

   Sorts SIZE arrays of 1000 records by key, with a quicksort that leaves short
   ranges to insertion sort, then by group, with a stable merge sort. Kind:
   comparisons and copies of structs. Bound by mispredicted branches and by
   stores; everything is in the L1 and L2 caches. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_SIZE = 6, MAX_SIZE = 1000000, COUNT = 1000, SHORT = 12 };

struct record {
    uint32_t key;
    uint16_t group;
    uint16_t flags;
    int64_t amount;
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

static void fill(struct record *r, size_t count, uint32_t *state)
{
    for (size_t i = 0; i < count; i++) {
        *state = *state * 1664525u + 1013904223u;
        r[i].key = *state >> 8;
        r[i].group = (uint16_t)(*state >> 3 & 31);
        r[i].flags = (uint16_t)i;
        r[i].amount = (int64_t)(*state >> 16) - 32768;
    }
}

static void swap(struct record *a, struct record *b)
{
    struct record t = *a;

    *a = *b;
    *b = t;
}

static void insertion_sort(struct record *r, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct record moved = r[i];
        size_t j = i;

        for (; j > 0 && r[j - 1].key > moved.key; j--)
            r[j] = r[j - 1];
        r[j] = moved;
    }
}

/* Hoare's: returns how many records, none above the others, come first. */
static size_t partition(struct record *r, size_t count)
{
    uint32_t pivot = r[count / 2].key;
    size_t low = 0, high = count - 1;

    for (;; low++, high--) {
        while (r[low].key < pivot)
            low++;
        while (r[high].key > pivot)
            high--;
        if (low >= high)
            return low;
        swap(&r[low], &r[high]);
    }
}

static void quicksort(struct record *r, size_t count)
{
    while (count > SHORT) {
        size_t first = partition(r, count);

        quicksort(r, first);
        r += first;
        count -= first;
    }
    insertion_sort(r, count);
}

/* What is left of B when A is used up is in its place already. */
static void merge(struct record *out, const struct record *a, size_t a_count,
                  const struct record *b, size_t b_count)
{
    while (a_count > 0) {
        if (b_count > 0 && b->group < a->group) {
            *out++ = *b++;
            b_count--;
        } else {
            *out++ = *a++;
            a_count--;
        }
    }
}

static void merge_sort(struct record *r, struct record *spare, size_t count)
{
    size_t half = count / 2;

    if (count < 2)
        return;
    merge_sort(r, spare, half);
    merge_sort(r + half, spare, count - half);
    for (size_t i = 0; i < half; i++)
        spare[i] = r[i];
    merge(r, spare, half, r + half, count - half);
}

/* Adds the records to *SUM; returns how many are out of order. */
static unsigned verify(const struct record *r, size_t count, uint64_t *sum)
{
    unsigned disorder = 0;

    for (size_t i = 0; i < count; i++) {
        *sum = (*sum ^ r[i].key ^ (uint64_t)r[i].amount) * 1099511628211u +
               r[i].flags;
        if (i > 0 &&
            (r[i - 1].group > r[i].group ||
             (r[i - 1].group == r[i].group && r[i - 1].key > r[i].key)))
            disorder++;
    }
    return disorder;
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    static struct record records[COUNT], spare[COUNT / 2];
    uint32_t random = 7;
    uint64_t sum = 0;
    unsigned disorder = 0;

    for (unsigned round = 0; round < size; round++) {
        fill(records, COUNT, &random);
        quicksort(records, COUNT);
        merge_sort(records, spare, COUNT);
        disorder += verify(records, COUNT, &sum);
    }
    printf("sort: %u arrays of %d records, %u out of order\n", size, COUNT,
           disorder);
    printf("sort: first key %u, last key %u, checksum %016llx\n",
           (unsigned)records[0].key, (unsigned)records[COUNT - 1].key,
           (unsigned long long)sum);
    return 0;
}
