/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* everything.c - a little of everything that programs do, in so few instructions
 * that each of them can be struck. */

#include <stdio.h>
#include <stdlib.h>

enum { COUNT = 6 };

struct node {
    struct node *next;
    unsigned key;
};

static unsigned keys[COUNT];
static double weights[COUNT];

static unsigned mixed(unsigned key, unsigned by)
{
    return by ? key % by + key / by : key;
}

__attribute__((noinline)) static void fill(unsigned seed)
{
    for (int i = 0; i < COUNT; i++) {
        seed = seed * 1664525 + 1013904223;
        keys[i] = mixed(seed >> 8, seed >> 28);
        weights[i] = 1.5 * (keys[i] & 255);
    }
}

__attribute__((noinline)) static void sort(unsigned *list, int count)
{
    for (int i = 1; i < count; i++)
        for (int j = i; j > 0 && list[j - 1] > list[j]; j--) {
            unsigned key = list[j];
            list[j] = list[j - 1];
            list[j - 1] = key;
        }
}

__attribute__((noinline)) static struct node *put(struct node *first,
                                                  unsigned key)
{
    struct node *made = malloc(sizeof *made);
    if (!made)
        exit(3);
    made->next = first;
    made->key = key;
    return made;
}

__attribute__((noinline)) static unsigned depth(const struct node *list)
{
    return list ? 1 + (list->key & 3) + 2 * depth(list->next) : 0;
}

__attribute__((noinline)) static unsigned work(unsigned seed)
{
    struct node *list = NULL;
    unsigned sum = 0;

    fill(seed);
    sort(keys, COUNT);
    for (int i = 0; i < COUNT; i++) {
        if (keys[i] & 1)
            list = put(list, keys[i]);
        switch (keys[i] & 7) {
        case 0: sum += 7; break;
        case 1: sum ^= keys[i] << 3; break;
        case 2: sum += (unsigned)(weights[i] / 0.75); break;
        case 3: sum -= keys[COUNT - 1 - i]; break;
        default: sum = sum << 1 | 1;
        }
    }
    return sum + depth(list);
}

int main(void)
{
    printf("%08x\n", work(7));
    return 0;
}
