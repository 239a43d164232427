/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kernel.h - the small programs of kernels/ as subjects. */
#ifndef TANDEM_BENCH_KERNEL_H
#define TANDEM_BENCH_KERNEL_H

#include "subject.h"

size_t kernel_count(void);

/* The kernel number INDEX of kernels.def, with its source in the folder
 * SOURCE, run with THREADS threads where it can have several. */
struct subject kernel_subject(size_t index, const char *source,
                              unsigned threads);

#endif
