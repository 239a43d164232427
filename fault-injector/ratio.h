/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* ratio.h - how many times one proportion is another. */
#ifndef TANDEM_INJECT_RATIO_H
#define TANDEM_INJECT_RATIO_H

#include "stats.h"

/* Koopman's score interval (Biometrics 40, 1984) of the proportion that gave
 * K1 of N1 divided by that which gave K2 of N2, independently. HIGH is
 * infinite when K2 is 0. They need not be whole. For display. */
struct interval koopman(double k1, double n1, double k2, double n2,
                        double confidence);

#endif
