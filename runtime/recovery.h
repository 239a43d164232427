/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* recovery.h - CONTRACT of a recovery back end: what happens on a detection.

   One file of recovery/ implements it, chosen by the build. */

#ifndef TANDEM_RECOVERY_H
#define TANDEM_RECOVERY_H

#include "core.h"

#pragma GCC visibility push(hidden)

/* As -ftandem-recovery= names it; more than one where programs may choose. */
extern const char tandem_recovery_name[];

/* What the back end itself has counted so far. */
unsigned long tandem_recovery_count(enum tandem_counter counter);

/* The reason to stop when nothing was tried. */
#define TANDEM_REASON "replicas differ"

/* Called when the replicas differ at the site; counts that. A back end that can
   take the program back to before the error does so and does not return. One
   that cannot, or that has tried often enough, returns the reason to stop for,
   with nothing changed. Runs in whatever context the error was in. */
const char *tandem_recover(const struct tandem_site *site);

#pragma GCC visibility pop

#endif
