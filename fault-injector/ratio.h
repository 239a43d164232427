/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* ratio.h - how many times one proportion is another. */
#ifndef TANDEM_INJECT_RATIO_H
#define TANDEM_INJECT_RATIO_H

#include "stats.h"

/* Koopman's score interval (Biometrics 40, 1984) of the proportion that gave
 * K1 of N1 divided by that which gave K2 of N2, independently. HIGH is
 * infinite when K2 is 0. For display. */
struct interval koopman(uint64_t k1, uint64_t n1, uint64_t k2, uint64_t n2,
                        double confidence);

#endif
