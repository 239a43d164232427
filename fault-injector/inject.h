/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* inject.h - one fault, from start to outcome. */
#ifndef TANDEM_INJECT_INJECT_H
#define TANDEM_INJECT_INJECT_H

#include "fault.h"
#include "outcome.h"

/* Everything that stays the same from one injection to the next. */
struct bench {
    struct text *text;
    struct layout *layout;
    struct workplace *place;
    const struct golden *golden;
    double timeout_factor;
    bool dry; /* go through every step, but flip nothing */
};

struct injection {
    enum outcome outcome;
    const char *reason; /* why not injected, else NULL */
    uint64_t old[REGISTER_WORDS];
    uint64_t new[REGISTER_WORDS]; /* as read back */
    int status;
    double cpu;
    uint64_t output_hash; /* standard output */
};

/* Injects FAULT into a fresh run. The program's whole output is left in the
 * workplace. */
void inject(const struct bench *bench, const struct fault *fault,
            struct injection *result);

#endif
