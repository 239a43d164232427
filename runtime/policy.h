/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* policy.h - how often a transaction is tried again, and when not; not how. */

#ifndef TANDEM_POLICY_H
#define TANDEM_POLICY_H

#pragma GCC visibility push(hidden)

/* Whether a transaction of the calling thread that has failed so many times
   because of a fault is to be rolled back and run again. Counts the attempt,
   and moves the thread to another processor before the last. Says yes `retries`
   times at most, so that no fault can make a thread repeat one for ever. */
int tandem_policy_retry(unsigned *attempts);

#pragma GCC visibility pop

#endif
