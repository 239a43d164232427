/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* nbody.c - a sun and its planets under gravity, leapfrog steps in double.

   Kind: scalar floating point. Bound by the latency of the square root and the
   division, and by the accelerations that every pair adds to. SIZE is the
   number of steps. */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BODIES = 8, MAX_SIZE = 100000000 };

struct vector {
    double x, y, z;
};

struct body {
    struct vector at, speed, force;
    double mass;
};

static const double time_step = 0.001;

static double random_unit(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) / 16777216.0;
}

/* Nearly circular orbits, so far apart that rounding does not grow. */
static void system_init(struct body *bodies)
{
    uint32_t seed = 7;
    bodies[0] = (struct body){.mass = 1.0};
    for (int i = 1; i < BODIES; i++) {
        double radius = 0.6 + 0.5 * i, angle = 6.28 * random_unit(&seed);
        double speed = sqrt(1.0 / radius), tilt = 0.1 * random_unit(&seed);
        bodies[i] = (struct body){
            .at = {radius * cos(angle), radius * sin(angle), radius * tilt},
            .speed = {-speed * sin(angle), speed * cos(angle), 0},
            .mass = 1e-5 * (1 + random_unit(&seed)),
        };
    }
}

static inline struct vector between(const struct body *a, const struct body *b)
{
    struct vector d = {a->at.x - b->at.x, a->at.y - b->at.y, a->at.z - b->at.z};
    return d;
}

static inline void add_scaled(struct vector *to, struct vector v, double factor)
{
    to->x += v.x * factor;
    to->y += v.y * factor;
    to->z += v.z * factor;
}

static void attract(struct body *a, struct body *b)
{
    struct vector d = between(a, b);
    double square = d.x * d.x + d.y * d.y + d.z * d.z;
    double strength = 1.0 / (square * sqrt(square));
    add_scaled(&a->force, d, -b->mass * strength);
    add_scaled(&b->force, d, a->mass * strength);
}

static void step(struct body *bodies)
{
    for (int i = 0; i < BODIES; i++)
        bodies[i].force = (struct vector){0, 0, 0};
    for (int i = 0; i < BODIES; i++)
        for (int j = i + 1; j < BODIES; j++)
            attract(&bodies[i], &bodies[j]);
    for (int i = 0; i < BODIES; i++) {
        add_scaled(&bodies[i].speed, bodies[i].force, time_step);
        add_scaled(&bodies[i].at, bodies[i].speed, time_step);
    }
}

static double energy(const struct body *bodies)
{
    double sum = 0;
    for (int i = 0; i < BODIES; i++) {
        struct vector v = bodies[i].speed;
        sum += 0.5 * bodies[i].mass * (v.x * v.x + v.y * v.y + v.z * v.z);
        for (int j = i + 1; j < BODIES; j++) {
            struct vector d = between(&bodies[i], &bodies[j]);
            sum -= bodies[i].mass * bodies[j].mass /
                   sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 1000;
    struct body bodies[BODIES];

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: nbody [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    system_init(bodies);
    for (long i = 0; i < size; i++)
        step(bodies);
    printf("nbody: %d bodies, %ld steps, energy %.5e\n", BODIES, size,
           energy(bodies));
    for (int i = 0; i < BODIES; i++)
        printf("%9.5f %9.5f %9.5f\n", bodies[i].at.x, bodies[i].at.y,
               bodies[i].at.z);
    return 0;
}
