/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* fft.c - low-pass filter by radix-2 fast Fourier transforms, double complex.

   Kind: floating point with strided accesses, twiddle factors from a table.
   Bound by FP ports and loads; the butterflies of one stage are independent.
   SIZE is the number of frames; each is transformed, filtered and transformed
   back. */

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { LOG_LENGTH = 10, LENGTH = 1 << LOG_LENGTH, CUT_OFF = 96 };
enum { MAX_SIZE = 1000000 };

struct complex {
    double re, im;
};

struct summary {
    double energy, weighted;
    long peaks;
};

static struct complex twiddles[LENGTH / 2];
static uint16_t reversed[LENGTH];

static void tables_init(void)
{
    const double step = -8.0 * atan(1.0) / LENGTH;
    for (int i = 0; i < LENGTH / 2; i++) {
        twiddles[i].re = cos(step * i);
        twiddles[i].im = sin(step * i);
    }
    for (int i = 1; i < LENGTH; i++)
        reversed[i] =
            (uint16_t)(reversed[i >> 1] >> 1 | (i & 1) << (LOG_LENGTH - 1));
}

/* A tone whose pitch is the frame's, and noise. */
static void frame_fill(struct complex *frame, long number, uint32_t *seed)
{
    const long pitch = number % 61 + 3;
    for (long i = 0; i < LENGTH; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        double noise = (int32_t)(*seed >> 8) / 16777216.0 - 0.5;
        frame[i].re = twiddles[i * pitch % (LENGTH / 2)].re + noise;
        frame[i].im = 0;
    }
}

static void permute(struct complex *frame)
{
    for (int i = 0; i < LENGTH; i++) {
        int j = reversed[i];
        if (i < j) {
            struct complex other = frame[i];
            frame[i] = frame[j];
            frame[j] = other;
        }
    }
}

static inline void butterfly(struct complex *low, struct complex *high,
                             struct complex factor)
{
    struct complex product = {high->re * factor.re - high->im * factor.im,
                              high->re * factor.im + high->im * factor.re};
    high->re = low->re - product.re;
    high->im = low->im - product.im;
    low->re += product.re;
    low->im += product.im;
}

static void transform(struct complex *frame)
{
    permute(frame);
    for (int half = 1; half < LENGTH; half *= 2) {
        const int stride = LENGTH / 2 / half;
        for (int start = 0; start < LENGTH; start += 2 * half)
            for (int i = 0; i < half; i++)
                butterfly(&frame[start + i], &frame[start + i + half],
                          twiddles[i * stride]);
    }
}

/* The inverse transform is the conjugate of the conjugate's transform. */
static void transform_back(struct complex *frame)
{
    for (int i = 0; i < LENGTH; i++)
        frame[i].im = -frame[i].im;
    transform(frame);
    for (int i = 0; i < LENGTH; i++) {
        frame[i].re /= LENGTH;
        frame[i].im /= -LENGTH;
    }
}

/* Returns the strongest of the frequencies that remain. */
static int low_pass(struct complex *spectrum)
{
    double most = 0;
    int peak = 0;
    for (int i = 1; i < LENGTH; i++) {
        if (i > CUT_OFF && i < LENGTH - CUT_OFF) {
            spectrum[i].re = spectrum[i].im = 0;
            continue;
        }
        double power =
            spectrum[i].re * spectrum[i].re + spectrum[i].im * spectrum[i].im;
        if (i <= CUT_OFF && power > most) {
            most = power;
            peak = i;
        }
    }
    return peak;
}

static void summary_add(struct summary *sum, const struct complex *frame)
{
    for (int i = 0; i < LENGTH; i++) {
        sum->energy += frame[i].re * frame[i].re + frame[i].im * frame[i].im;
        sum->weighted += frame[i].re * (i & 63);
    }
}

int main(int argc, char **argv)
{
    char *end = "";
    long size = argc > 1 ? strtol(argv[1], &end, 10) : 10;
    static struct complex frame[LENGTH];
    struct summary sum = {0, 0, 0};
    uint32_t seed = 1;

    if (argc > 2 || *end || size < 1 || size > MAX_SIZE) {
        fprintf(stderr, "usage: fft [SIZE], SIZE from 1 to %d\n", MAX_SIZE);
        return 2;
    }
    tables_init();
    for (long number = 0; number < size; number++) {
        frame_fill(frame, number, &seed);
        transform(frame);
        sum.peaks += low_pass(frame) * (number % 7 + 1);
        transform_back(frame);
        summary_add(&sum, frame);
    }
    printf("fft: %ld frames of %d samples\n", size, LENGTH);
    printf("energy %.4f weighted %.3f peaks %ld\n", sum.energy, sum.weighted,
           sum.peaks);
    return 0;
}
