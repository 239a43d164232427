/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* choice.c - all back ends in one archive: the open transaction decides.

   Objects of any recovery mix in one process, and the call between two of
   different kinds ends the transaction first. */

#include "../counters.h"
#include "../recovery.h"
#include "rtm.h"
#include "undo.h"

const char tandem_recovery_name[] = "none undo rtm";

const char *tandem_recover(const struct tandem_site *site)
{
    tandem_rtm_recover(); /* first: a page that is not there would abort, too */
    tandem_count(TANDEM_COUNT_DETECTED);
    return tandem_undo_recover(site);
}

unsigned long tandem_recovery_count(enum tandem_counter counter)
{
    return tandem_counters_sum(counter);
}
