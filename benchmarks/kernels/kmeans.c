/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kmeans.c - groups points around means, in a fixed number of rounds.

   Kind: integer distances and a minimum; the task of Phoenix's kmeans, with
   threads. Bound by the integer ports and by the branch on the nearest mean.
   SIZE is the number of points in units of UNIT; THREADS share them. */

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { UNIT = 32, AXES = 4, GROUPS = 8, ROUNDS = 16, MAX_SIZE = 1000000 };
enum { MAX_THREADS = 64 };

struct point {
    int32_t at[AXES];
    int32_t group;
};

struct group {
    int64_t sum[AXES];
    int64_t count;
};

struct job {
    pthread_t thread;
    struct point *points;
    long first, last, moved;
    struct group groups[GROUPS];
};

static int32_t means[GROUPS][AXES];
static struct job jobs[MAX_THREADS];

/* Clouds that overlap. */
static void points_init(struct point *points, long count)
{
    uint64_t state = 17;
    for (long i = 0; i < count; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        uint32_t cloud = (uint32_t)(state >> 61);
        for (unsigned axis = 0; axis < AXES; axis++) {
            int32_t centre = (int32_t)((cloud * 5 + axis * 3) % 8) * 100;
            points[i].at[axis] = centre + (int32_t)(state >> 12 * axis & 511);
        }
        points[i].group = -1;
    }
    for (int group = 0; group < GROUPS; group++)
        for (int axis = 0; axis < AXES; axis++)
            means[group][axis] = points[group].at[axis];
}

static int32_t distance(const int32_t *a, const int32_t *b)
{
    int32_t sum = 0;
    for (int axis = 0; axis < AXES; axis++)
        sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
    return sum;
}

static int nearest(const struct point *point)
{
    int group = 0;
    int32_t least = distance(point->at, means[0]);
    for (int i = 1; i < GROUPS; i++) {
        int32_t other = distance(point->at, means[i]);
        if (other < least) {
            least = other;
            group = i;
        }
    }
    return group;
}

static void *run(void *argument)
{
    struct job *job = argument;
    for (long i = job->first; i < job->last; i++) {
        struct point *point = &job->points[i];
        int group = nearest(point);
        job->moved += group != point->group;
        point->group = group;
        for (int axis = 0; axis < AXES; axis++)
            job->groups[group].sum[axis] += point->at[axis];
        job->groups[group].count++;
    }
    return NULL;
}

/* The calling thread does the first job. */
static int run_all(struct point *points, long size, int threads)
{
    for (int i = 0; i < threads; i++) {
        jobs[i] = (struct job){.points = points,
                               .first = size * i / threads,
                               .last = size * (i + 1) / threads};
        if (i > 0 && pthread_create(&jobs[i].thread, NULL, run, &jobs[i]))
            return 0;
    }
    run(&jobs[0]);
    for (int i = 1; i < threads; i++)
        if (pthread_join(jobs[i].thread, NULL))
            return 0;
    return 1;
}

/* Returns how many points changed their group. */
static long move_means(int threads)
{
    struct job *all = &jobs[0];
    for (int i = 1; i < threads; i++) {
        all->moved += jobs[i].moved;
        for (int group = 0; group < GROUPS; group++) {
            all->groups[group].count += jobs[i].groups[group].count;
            for (int axis = 0; axis < AXES; axis++)
                all->groups[group].sum[axis] += jobs[i].groups[group].sum[axis];
        }
    }
    for (int group = 0; group < GROUPS; group++)
        for (int axis = 0; axis < AXES && all->groups[group].count; axis++)
            means[group][axis] = (int32_t)(all->groups[group].sum[axis] /
                                           all->groups[group].count);
    return all->moved;
}

static void print_groups(const struct point *points, long count)
{
    uint64_t mixed = 0;
    for (long i = 0; i < count; i++)
        mixed = mixed * 31 + (uint64_t)points[i].group;
    printf("kmeans: %ld points, groups %016llx\n", count,
           (unsigned long long)mixed);
    for (int i = 0; i < GROUPS; i++)
        printf("%6lld around %4d %4d %4d %4d\n",
               (long long)jobs[0].groups[i].count, (int)means[i][0],
               (int)means[i][1], (int)means[i][2], (int)means[i][3]);
}

/* The argument of that number, which is optional; 0 if it is no good. */
static long argument(int argc, char **argv, int number, long most, long usual)
{
    char *end;
    if (argc <= number)
        return usual;
    long value = strtol(argv[number], &end, 10);
    return !*end && value > 0 && value <= most ? value : 0;
}

int main(int argc, char **argv)
{
    long size = argument(argc, argv, 1, MAX_SIZE, 16), moved = 0;
    int threads = (int)argument(argc, argv, 2, MAX_THREADS, 1);

    if (argc > 3 || !size || !threads) {
        fprintf(stderr, "usage: kmeans [SIZE [THREADS]], from 1 to %d and %d\n",
                MAX_SIZE, MAX_THREADS);
        return 2;
    }
    struct point *points = malloc((size_t)size * UNIT * sizeof(*points));
    if (!points) {
        fprintf(stderr, "kmeans: not enough memory for SIZE %ld\n", size);
        return 1;
    }
    points_init(points, size * UNIT);
    for (int round = 0; round < ROUNDS; round++) {
        if (!run_all(points, size * UNIT, threads)) {
            fprintf(stderr, "kmeans: cannot run %d threads\n", threads);
            return 1;
        }
        moved += move_means(threads);
    }
    print_groups(points, size * UNIT);
    printf("%ld moves in %d rounds\n", moved, ROUNDS);
    free(points);
    return 0;
}
