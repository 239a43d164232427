/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* undo.h - recovery in software. */

#ifndef TANDEM_UNDO_H
#define TANDEM_UNDO_H

#include "../thread.h"

#pragma GCC visibility push(hidden)

/* Rolls back the open transaction if it is one of this kind and the policy
   allows a retry: then it does not return. Else the reason to stop. */
const char *tandem_undo_recover(const struct tandem_site *site);

/* Whether the crash of the thread at this stack pointer is in a transaction and
   to be rolled back; then the caller has tandem_undo_roll_back called, by
   tandem_checkpoint_leave, with the number of the signal. */
int tandem_undo_takes_crash(struct tandem_thread *thread, uintptr_t sp);

void tandem_undo_roll_back(struct tandem_checkpoint *checkpoint,
                           uintptr_t signal, const void *site);

/* Another kind of transaction is about to use `position`. */
void tandem_undo_finish(struct tandem_thread *thread);

/* The two halves of __tandem_undo_begin that checkpoint.S calls (arch.h). */
struct tandem_thread *tandem_undo_prepare(uintptr_t sp);
void tandem_undo_open(uintptr_t frame_end, const struct tandem_site *site,
                      uintptr_t hole_begin, uintptr_t hole_end,
                      struct tandem_thread *thread, uintptr_t sp);

#pragma GCC visibility pop

#endif
