/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* undo.h - recovery in software. */

#ifndef TANDEM_UNDO_H
#define TANDEM_UNDO_H

#include "../thread.h"

#pragma GCC visibility push(hidden)

/* Rolls back the open transaction, if it is one of this kind and the policy
   allows a retry; then it does not return. */
void tandem_undo_recover(const struct tandem_site *site);

/* The two halves of __tandem_undo_begin that checkpoint.S calls (arch.h). */
struct tandem_thread *tandem_undo_prepare(void);
void tandem_undo_open(uintptr_t frame_end, const struct tandem_site *site,
                      uintptr_t hole_begin, uintptr_t hole_end,
                      struct tandem_thread *thread, uintptr_t sp);

#pragma GCC visibility pop

#endif
