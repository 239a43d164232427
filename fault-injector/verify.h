/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* verify.h - checks the injector itself on a program, against
 * single-stepping. */
#ifndef TANDEM_INJECT_VERIFY_H
#define TANDEM_INJECT_VERIFY_H

#include "inject.h"

/* Compares the profile with one taken by single steps, the destination table
 * with the registers that really change, and STOPS stops at random executions
 * with the oracle's registers. Prints one line for each; returns the number of
 * differences. */
unsigned verify(const struct bench *bench, const struct module *module,
                uint64_t seed, unsigned stops);

#endif
