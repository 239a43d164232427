/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* bigint.c - key exchange with numbers of 512 bits.

   SIZE exchanges after Diffie and Hellman, with Montgomery multiplication: both
   sides must get the same secret. The secrets are multiplied in full, and the
   products summed. Kind: multi-precision integers, 64 by 64 to 128 bits. Bound
   by the multiplier's port and by chains of carries. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_SIZE = 2, MAX_SIZE = 1000000, LIMBS = 8, KEY_BITS = 160 };

struct number {
    uint64_t limb[LIMBS]; /* the least significant first */
};

struct modulus {
    struct number n;
    struct number one; /* 2^512 mod n: the Montgomery form of 1 */
    uint64_t inverse;  /* -1/n mod 2^64 */
};

__extension__ typedef unsigned __int128 wide;

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

static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state ^ *state >> 29;
}

static struct number random_number(uint64_t *state)
{
    struct number a;

    for (int i = 0; i < LIMBS; i++)
        a.limb[i] = next_random(state);
    return a;
}

/* A -= B; returns the borrow. */
static uint64_t subtract(struct number *a, const struct number *b)
{
    uint64_t borrow = 0;

    for (int i = 0; i < LIMBS; i++) {
        wide d = (wide)a->limb[i] - b->limb[i] - borrow;
        a->limb[i] = (uint64_t)d;
        borrow = (uint64_t)(d >> 64) & 1;
    }
    return borrow;
}

/* A row of long multiplication: TO += A * B; returns the limb carried out. */
static uint64_t add_product(uint64_t *to, const struct number *a, uint64_t b)
{
    uint64_t carry = 0;

    for (int i = 0; i < LIMBS; i++) {
        wide t = (wide)a->limb[i] * b + to[i] + carry;
        to[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
    return carry;
}

static void multiply(uint64_t product[2 * LIMBS], const struct number *a,
                     const struct number *b)
{
    memset(product, 0, 2 * LIMBS * sizeof(*product));
    for (int i = 0; i < LIMBS; i++)
        product[i + LIMBS] = add_product(product + i, a, b->limb[i]);
}

/* A * B / 2^512 mod n: the product first, then Montgomery's reduction. */
static struct number modular_product(const struct number *a,
                                     const struct number *b,
                                     const struct modulus *m)
{
    uint64_t t[2 * LIMBS], extra = 0;
    struct number result, reduced;

    multiply(t, a, b);
    for (int i = 0; i < LIMBS; i++) {
        uint64_t carry = add_product(t + i, &m->n, t[i] * m->inverse);
        wide sum = (wide)t[i + LIMBS] + carry + extra;
        t[i + LIMBS] = (uint64_t)sum;
        extra = (uint64_t)(sum >> 64);
    }
    memcpy(&result, t + LIMBS, sizeof(result));
    reduced = result;
    return subtract(&reduced, &m->n) > extra ? result : reduced;
}

/* BASE^KEY, both ways in Montgomery form. */
static struct number power(struct number base, const struct number *key,
                           const struct modulus *m)
{
    struct number result = m->one;

    for (int bit = KEY_BITS - 1; bit >= 0; bit--) {
        result = modular_product(&result, &result, m);
        if (key->limb[bit / 64] >> (bit % 64) & 1)
            result = modular_product(&result, &base, m);
    }
    return result;
}

static struct modulus make_modulus(uint64_t *random)
{
    struct modulus m = {.n = random_number(random), .inverse = 1};

    m.n.limb[0] |= 1;
    m.n.limb[LIMBS - 1] |= UINT64_C(1) << 63;
    subtract(&m.one, &m.n);     /* 0 - n = 2^512 - n */
    for (int i = 0; i < 6; i++) /* Newton's: each doubles the bits */
        m.inverse *= 2 - m.n.limb[0] * m.inverse;
    m.inverse = -m.inverse;
    return m;
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv), differences = 0;
    uint64_t random = 11, sum[2 * LIMBS] = {0}, product[2 * LIMBS];
    struct modulus m = make_modulus(&random);
    struct number base = random_number(&random);

    for (unsigned i = 0; i < size; i++) {
        struct number a = random_number(&random), b = random_number(&random);
        struct number sent_a = power(base, &a, &m);
        struct number sent_b = power(base, &b, &m);
        struct number secret_a = power(sent_b, &a, &m);
        struct number secret_b = power(sent_a, &b, &m);

        differences += memcmp(&secret_a, &secret_b, sizeof(secret_a)) != 0;
        multiply(product, &secret_a, &sent_a);
        for (int j = 0; j < 2 * LIMBS; j++)
            sum[j] = sum[j] * 3 + product[j];
        base = secret_b;
    }
    printf("bigint: %u exchanges, %u differences\n", size, differences);
    for (int i = 2 * LIMBS - 1; i >= 0; i--)
        printf("%016llx%s", (unsigned long long)sum[i], i % 4 ? "" : "\n");
    return 0;
}
