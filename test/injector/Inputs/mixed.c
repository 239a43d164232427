/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* mixed.c - a bit of everything the injector must move and stop in: calls,
 * recursion, a jump table, callbacks from libc, floats, string instructions,
 * 128-bit arithmetic, indirect calls. Prints a checksum. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static int compare(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return *x < *y ? -1 : *x > *y;
}

static unsigned fib(unsigned n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static uint64_t add(uint64_t a, uint64_t b)
{
    return a + b;
}
static uint64_t mix(uint64_t a, uint64_t b)
{
    return a * 31 ^ b;
}
static uint64_t turn(uint64_t a, uint64_t b)
{
    return a << 7 | b >> 57;
}

static uint64_t step(uint64_t sum, uint64_t v)
{
    switch (v % 11) {
    case 0: return sum + 3;
    case 1: return sum * 5;
    case 2: return sum ^ v;
    case 3: return sum - fib((unsigned)(v >> 8) % 8);
    case 4: return sum >> 1;
    case 5: return sum | 1;
    case 6: return sum / (v % 97 + 1);
    case 7: return ~sum;
    case 8: return sum * 7 + v;
    case 9: return (uint64_t)((unsigned __int128)sum * v >> 64);
    default: return sum % 1000003;
    }
}

static double floats(unsigned n)
{
    double sum = 1;
    float small = 0.5f;

    for (unsigned i = 1; i <= n; i++) {
        sum += 1.0 / (double)i;
        small = small * 0.75f + (float)i;
    }
    return sum + (double)small;
}

int main(int argc, char **argv)
{
    static uint64_t (*const table[])(uint64_t, uint64_t) = {add, mix, turn};
    uint32_t data[40];
    char text[64];
    uint64_t sum = 0;
    int rounds = argc > 1 ? atoi(argv[1]) : 60;
    volatile size_t length = sizeof data;

    for (int i = 0; i < 40; i++)
        data[i] = (uint32_t)next();
    qsort(data, 40, sizeof *data, compare);
    for (int i = 0; i < rounds; i++) {
        uint64_t v = next();

        sum = step(sum, v);
        sum = table[v % 3](sum, data[v % 40]);
    }
    memmove(data + 1, data, length - sizeof *data);
    for (int i = 0; i < 40; i++)
        sum = sum * 31 + data[i];
    snprintf(text, sizeof text, "%d %s", rounds, "rounds");
    printf("%s %016llx %.9f %zu\n", text, (unsigned long long)sum, floats(30),
           strlen(text));
    return 0;
}
