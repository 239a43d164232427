/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* program.c - a small program in two parts: -DPART=1 calls -DPART=2. */

#include <stdio.h>
#include <stdlib.h>

struct point {
    int x;
    double y;
};

struct point move(struct point p, int n, int (*step)(int));
extern int shared_count;
extern __thread int thread_count;

#if PART != 1
int shared_count = 5;
__thread int thread_count = 7;

struct point move(struct point p, int n, int (*step)(int))
{
    for (int i = 0; i < n; i++) {
        p.x = step(p.x) + shared_count;
        p.y = p.y * 0.5 + p.x;
        thread_count ^= p.x;
    }
    shared_count++;
    return p;
}
#endif

#if PART != 2
static int step(int x)
{
    return x * 3 % 1000 + thread_count % 5;
}

static int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

int main(int argc, char **argv)
{
    int cells[50];
    (void)argv;
    struct point p = {argc, 2.5};
    for (int i = 0; i < 50; i++) {
        p = move(p, i, step);
        cells[i] = p.x % 100;
    }
    qsort(cells, 50, sizeof(int), compare);
    for (int i = 0; i < 50; i++)
        printf("%d ", cells[i]);
    printf("\n%d %g %d %d\n", p.x, p.y, shared_count, thread_count);
    return p.x & 63;
}
#endif
