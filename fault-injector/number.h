/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* number.h - numbers as users write them. */
#ifndef TANDEM_INJECT_NUMBER_H
#define TANDEM_INJECT_NUMBER_H

#include <stdbool.h>

/* "0.1%" or "0.001": more than 0 and less than 1, or false. */
bool number_share(const char *text, double *share);

#endif
