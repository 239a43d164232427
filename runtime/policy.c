/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* policy.c - how often a transaction is tried again, and when not. */

#include "policy.h"

#include "core.h"
#include "flags.h"
#include "platform.h"

int tandem_policy_retry(unsigned *attempts)
{
    if (*attempts >= tandem_flags.retries) {
        tandem_count(TANDEM_COUNT_EXHAUSTED);
        return 0;
    }
    ++*attempts;
    if (*attempts == tandem_flags.retries && tandem_flags.migrate &&
        tandem_port_move())
        tandem_count(TANDEM_COUNT_MOVES);
    return 1;
}
