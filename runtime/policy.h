/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* policy.h - how often a transaction is tried again, and when not; not how. */

#ifndef TANDEM_POLICY_H
#define TANDEM_POLICY_H

#include "thread.h"

#pragma GCC visibility push(hidden)

/* Whether the calling thread's transaction, which has failed, is to be rolled
   back and run again; counts the attempt, and moves the thread to another
   processor before the last. Says yes `retries` times per transaction, so that
   no fault can make a thread repeat one for ever. */
int tandem_policy_retry(struct tandem_thread *thread);

#pragma GCC visibility pop

#endif
