/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* descriptors.h - the open files of a stopped program, and how a copy of it
 * gets files of its own at the same positions. */
#ifndef TANDEM_INJECT_DESCRIPTORS_H
#define TANDEM_INJECT_DESCRIPTORS_H

#include "errand.h"
#include "workplace.h"

/* Adds to ERRAND what gives the copy of TRACEE, which runs in PLACE, the files
 * of OWN instead, and the directory of OWN. NULL, or why that is impossible. */
const char *descriptors_move(const struct tracee *tracee,
                             const struct workplace *place,
                             const struct workplace *own,
                             struct errand *errand);

#endif
