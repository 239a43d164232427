/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* sarif.h - the vulnerable source lines as SARIF 2.1.0 (OASIS), for editors and
 * code hosts. */
#ifndef TANDEM_INJECT_SARIF_H
#define TANDEM_INJECT_SARIF_H

#include "tally.h"

/* Dies when FILE cannot be written. */
void sarif_write(const char *file, const struct tally *tallies, int count);

#endif
