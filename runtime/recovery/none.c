/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* none.c - no recovery: what is detected stops the program. */

#include "../recovery.h"

const char tandem_recovery_name[] = "none";

const char *tandem_recover(const struct tandem_site *site)
{
    (void)site;
    tandem_count(TANDEM_COUNT_DETECTED);
    return TANDEM_REASON;
}

unsigned long tandem_recovery_count(enum tandem_counter counter)
{
    (void)counter;
    return 0;
}
