/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* compare.h - two journals: how many times fewer failures. */
#ifndef TANDEM_INJECT_COMPARE_H
#define TANDEM_INJECT_COMPARE_H

#include "options.h"

/* The command: EXIT_FOUND when less than --at-least is shown. */
int compare(const struct options *options);

#endif
