/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* subject.h - what is measured: a program that variants build differently.
 *
 * The rest of the harness knows subjects only through this contract. A kernel
 * (kernel.c) is a kind of subject; a real program can be another. */
#ifndef TANDEM_BENCH_SUBJECT_H
#define TANDEM_BENCH_SUBJECT_H

#include "measurement.h"

enum size { SIZE_FAULT, SIZE_RUN, SIZES };

struct subject {
    const char *name;
    const char *kind;   /* in words */
    const char *libs;   /* further words for the linker */
    const char *source; /* the folder of kernels */
    unsigned long sizes[SIZES];
    unsigned threads;

    /* Compiles MEASUREMENT->object, which is what compile time measures. */
    struct usage (*compile)(const struct subject *subject,
                            const struct measurement *measurement);
    /* Makes MEASUREMENT->program of it. */
    struct usage (*link)(const struct subject *subject,
                         const struct measurement *measurement);
    /* Adds the program's arguments to a command. */
    void (*arguments)(const struct subject *subject, enum size size,
                      struct words *command);
    /* The file with the right standard output; to be freed. */
    char *(*expected)(const struct subject *subject, enum size size);
};

/* "run" or "fault". */
const char *size_name(enum size size);

#endif
