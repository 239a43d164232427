/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* crc32.c - CRC-32 of a buffer, by one table and by four.

   Computes the CRC-32 of zlib and Ethernet over a 16 KiB buffer, SIZE times:
   byte by byte, and four bytes at a time; the two must agree. Kind: integer,
   table look-ups. Each step needs the result of the one before: bound by the
   latency of an L1 load and an exclusive-or. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_SIZE = 8, MAX_SIZE = 1000000, BUFFER_SIZE = 16384 };

static uint32_t table[4][256];
static uint8_t buffer[BUFFER_SIZE];

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

static void make_tables(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0);
        table[0][i] = crc;
    }
    for (int t = 1; t < 4; t++) {
        for (int i = 0; i < 256; i++) {
            uint32_t crc = table[t - 1][i];
            table[t][i] = (crc >> 8) ^ table[0][crc & 255];
        }
    }
}

static void fill_buffer(void)
{
    uint32_t state = 12345;

    for (size_t i = 0; i < BUFFER_SIZE; i++) {
        state = state * 1664525u + 1013904223u;
        buffer[i] = (uint8_t)(state >> 24);
    }
}

static uint32_t crc_by_1(uint32_t crc, const uint8_t *data, size_t length)
{
    crc = ~crc;
    while (length--)
        crc = (crc >> 8) ^ table[0][(crc ^ *data++) & 255];
    return ~crc;
}

static uint32_t load_le32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static uint32_t crc_by_4(uint32_t crc, const uint8_t *data, size_t length)
{
    crc = ~crc;
    for (; length >= 4; length -= 4, data += 4) {
        crc ^= load_le32(data);
        crc = table[3][crc & 255] ^ table[2][(crc >> 8) & 255] ^
              table[1][(crc >> 16) & 255] ^ table[0][crc >> 24];
    }
    return crc_by_1(~crc, data, length);
}

int main(int argc, char **argv)
{
    unsigned size = size_argument(argc, argv);
    uint32_t crc = 0;
    unsigned differences = 0;

    make_tables();
    fill_buffer();
    printf("crc32: 123456789: %08x\n",
           (unsigned)crc_by_4(0, (const uint8_t *)"123456789", 9));
    for (unsigned round = 0; round < size; round++) {
        /* A tail of 0 to 3 bytes; the buffer is another one every round. */
        size_t length = BUFFER_SIZE - round % 4;
        uint32_t slow = crc_by_1(crc, buffer, length);
        uint32_t fast = crc_by_4(crc, buffer, length);

        differences += slow != fast;
        crc = fast;
        buffer[crc % BUFFER_SIZE] ^= (uint8_t)(crc >> 16);
    }
    printf("crc32: rounds %u, differences %u, crc %08x\n", size, differences,
           (unsigned)crc);
    return 0;
}
