/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* run.h - builds a subject in all variants and measures them in turns.
 *
 * What fails is written to the measurement's error, and is left out from then
 * on; nothing that was measured with a wrong output is kept for good. */
#ifndef TANDEM_BENCH_RUN_H
#define TANDEM_BENCH_RUN_H

#include "options.h"
#include "subject.h"

/* MEASUREMENTS has one element per variant, of one subject. */
void run_subject(struct measurement *measurements, size_t count,
                 const struct options *options);

#endif
