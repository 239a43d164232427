/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* copy.h - a copy of the stopped program: the same registers and memory (each
 * its own from now on), but open files that are shared, until its errand has
 * replaced them. */
#ifndef TANDEM_INJECT_COPY_H
#define TANDEM_INJECT_COPY_H

#include "errand.h"
#include "tracee.h"

/* Begins an errand for the copy that is to be made. AT is memory of the program
 * that may be executed, ERRAND_BYTES long. */
void copy_begin(struct errand *errand, uint64_t at);

/* Makes it; it stops behind its errand. False when that failed; it is to be
 * ended by tracee_kill either way. The program stands as before. */
bool copy_make(struct tracee *tracee, const struct errand *errand,
               struct tracee *copy);

#endif
