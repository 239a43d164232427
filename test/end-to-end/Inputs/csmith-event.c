/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* csmith-event.c - code that has a detection that does not come again, or, with
   -DREPAIR, something to repair, and goes on. */

#include "../../runtime/transaction.h"

static const struct tandem_site site = {"event", NULL, 0};

#ifdef REPAIR
__attribute__((constructor)) static void have_event(void)
{
    __tandem_corrected(&site);
}
#else
__attribute__((constructor)) static void have_event(void)
{
    static volatile int detections; /* not logged, and so not taken back */

    TX_BEGIN(&site);
    if (detections++ == 0)
        __tandem_detected(&site);
    tx_end();
}
#endif
