/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A correction is counted and told to the hook, with its place, and the program
   goes on; the statistics at the end say how many there were.
   RUN: %unit_cc %s %rt_lib -o %t
   RUN: env TANDEM_OPTIONS=stats=1 %t 2> %t.err
   RUN: grep -E 'corrected[^0-9]*2([^0-9]|$)' %t.err
   RUN: %t
 */

#include "check.h"

#include <tandem/tandem.h>

static const struct tandem_site site = {"compute", "main.c", 17};
static unsigned told;

static void hook(const struct tandem_event *event)
{
    CHECK(event->kind == TANDEM_CORRECTED);
    CHECK(event->site == &site && event->reason);
    told++;
}

int main(void)
{
    struct tandem_counters before, after;

    tandem_read_counters(&before);
    __tandem_corrected(&site);
    CHECK(told == 0);
    tandem_set_hook(hook);
    __tandem_corrected(&site);
    tandem_read_counters(&after);
    CHECK(told == 1);
    CHECK(before.corrected == 0 && after.corrected == 2);
    CHECK(after.detected == 0);
    return 0;
}
