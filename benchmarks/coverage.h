/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* coverage.h - the results of fault injection, added up over kernels. */
#ifndef TANDEM_BENCH_COVERAGE_H
#define TANDEM_BENCH_COVERAGE_H

#include "options.h"

/* The command: reads the journals and prints a row for each and for each
 * variant. A journal's program must be where tandem-bench puts it: its file
 * name is the kernel, its folder's name the variant. */
int coverage(const struct options *options);

/* The command `recovery`: of the faults that were noticed, the share that ended
 * with the right output, and silent corruptions next to those of "dmr". */
int recovery(const struct options *options);

#endif
