/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sha256.c - a chain of SHA-256 digests (FIPS 180-4).

   Hashes SIZE messages of up to 4 KiB; each begins with the digest of the one
   before. Kind: integer arithmetic, logic and rotations on 32 bits. Enough is
   independent to keep most ports busy: bound by integer ports, then by latency;
   memory and branches hardly matter. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_SIZE = 12, MAX_SIZE = 1000000 };
enum { BLOCK = 64, DIGEST = 32, MESSAGE = 4096 };

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
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

static uint32_t rotate(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint32_t load_be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static void store_be32(uint8_t *p, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(x >> (24 - 8 * i));
}

static void expand(uint32_t w[64], const uint8_t *block)
{
    for (int i = 0; i < 16; i++)
        w[i] = load_be32(block + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        uint32_t s0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
        uint32_t s1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
}

static void compress(uint32_t state[8], const uint8_t *block)
{
    uint32_t w[64];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];

    expand(w, block);
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + constants[i] + w[i];
        uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));

        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static void hash(const uint8_t *data, size_t length, uint8_t digest[DIGEST])
{
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    uint64_t bits = (uint64_t)length * 8;
    uint8_t last[2 * BLOCK] = {0};
    size_t last_size;

    for (; length >= BLOCK; length -= BLOCK, data += BLOCK)
        compress(state, data);
    memcpy(last, data, length);
    last[length] = 0x80;
    last_size = length + 9 <= BLOCK ? BLOCK : 2 * BLOCK;
    store_be32(last + last_size - 8, (uint32_t)(bits >> 32));
    store_be32(last + last_size - 4, (uint32_t)bits);
    for (size_t i = 0; i < last_size; i += BLOCK)
        compress(state, last + i);
    for (int i = 0; i < 8; i++)
        store_be32(digest + 4 * i, state[i]);
}

static void print_digest(const char *name, const uint8_t digest[DIGEST])
{
    printf("sha256: %s ", name);
    for (int i = 0; i < DIGEST; i++)
        printf("%02x", digest[i]);
    printf("\n");
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    static uint8_t message[MESSAGE];
    uint8_t digest[DIGEST];
    uint32_t state = 2024;

    for (size_t i = 0; i < MESSAGE; i++) {
        state = state * 1664525u + 1013904223u;
        message[i] = (uint8_t)(state >> 24);
    }
    hash((const uint8_t *)"abc", 3, digest);
    print_digest("abc", digest);
    for (unsigned i = 0; i < size; i++) {
        memcpy(message, digest, DIGEST);
        hash(message, MESSAGE - i % 100, digest);
    }
    print_digest("chain", digest);
    return 0;
}
