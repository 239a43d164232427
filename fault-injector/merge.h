/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* merge.h - the journals of all shards of a campaign made into one. */
#ifndef TANDEM_INJECT_MERGE_H
#define TANDEM_INJECT_MERGE_H

#include "options.h"

/* The command. Writes --journal, which must not exist, whole or not at all: the
 * journal that one machine would have written, in the order of the numbers.
 * EXIT_FOUND when injections are missing. */
int merge(const struct options *options);

#endif
