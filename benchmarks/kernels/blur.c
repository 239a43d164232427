/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* blur.c - camera that pans over a picture: blurs each frame, measures motion.

   Kind: 8 and 16-bit integers, vectorisable. Bound by the vector ports and by
   widening and packing. The blur is the separable binomial 1 4 6 4 1; motion is
   the sum of absolute differences of two frames. SIZE is the number of
   frames. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 128, HEIGHT = 64, MARGIN = 2, PAN = 8 };
enum { WIDE = WIDTH + 2 * MARGIN, HIGH = HEIGHT + 2 * MARGIN };
enum { STRIDE = WIDE + PAN, PICTURE_ROWS = HIGH + PAN, MAX_SIZE = 10000000 };

struct frame {
    uint8_t rows[HEIGHT][WIDTH];
};

static uint8_t picture[PICTURE_ROWS][STRIDE];
static uint16_t smooth[HIGH][WIDTH];

/* Bright discs on a dark ground, with noise. */
static void picture_init(void)
{
    uint32_t seed = 3;
    for (int y = 0; y < PICTURE_ROWS; y++)
        for (int x = 0; x < STRIDE; x++) {
            int dx = (x & 31) - 16, dy = (y & 31) - 16;
            int light = dx * dx + dy * dy < 120 ? 160 : 20;
            seed = seed * 1664525u + 1013904223u;
            picture[y][x] = (uint8_t)(light + (seed >> 26));
        }
}

static void blur_across(uint16_t *restrict to, const uint8_t *restrict from)
{
    for (int x = 0; x < WIDTH; x++)
        to[x] = (uint16_t)(from[x] + 4 * from[x + 1] + 6 * from[x + 2] +
                           4 * from[x + 3] + from[x + 4]);
}

static void blur_down(uint8_t *restrict to, const uint16_t *restrict from)
{
    const uint16_t *b = from + WIDTH, *c = b + WIDTH, *d = c + WIDTH,
                   *e = d + WIDTH;
    for (int x = 0; x < WIDTH; x++) {
        uint16_t sum =
            (uint16_t)(from[x] + 4 * b[x] + 6 * c[x] + 4 * d[x] + e[x] + 128);
        to[x] = (uint8_t)(sum >> 8);
    }
}

/* The frame whose upper left corner, margin included, is at (x, y). */
static void blur(struct frame *frame, int x, int y)
{
    for (int row = 0; row < HIGH; row++)
        blur_across(smooth[row], &picture[y + row][x]);
    for (int row = 0; row < HEIGHT; row++)
        blur_down(frame->rows[row], smooth[row]);
}

static uint32_t motion(const struct frame *a, const struct frame *b)
{
    uint32_t sum = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            sum += (uint32_t)abs(a->rows[y][x] - b->rows[y][x]);
    return sum;
}

static uint32_t checksum(const struct frame *frame)
{
    uint32_t a = 1, b = 0;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++) {
            a += frame->rows[y][x];
            b += a;
        }
    return b ^ a << 16;
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 10;
    static struct frame frames[2];
    uint64_t total = 0, mixed = 0;

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: blur [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    picture_init();
    for (long i = 0; i < size; i++) {
        struct frame *now = &frames[i % 2];
        blur(now, (int)(i * 3 % (PAN + 1)), (int)(i / 5 % (PAN + 1)));
        uint32_t moved = motion(now, &frames[(i + 1) % 2]);
        total += moved;
        mixed = mixed * 31 + moved;
    }
    printf("blur: %ld frames of %d x %d, motion %llu\n", size, WIDTH, HEIGHT,
           (unsigned long long)total);
    printf("motions %016llx frame %08x\n", (unsigned long long)mixed,
           (unsigned)checksum(&frames[(size - 1) % 2]));
    return 0;
}
