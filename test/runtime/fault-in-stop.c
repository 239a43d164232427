/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A fault before the line is written still gives one line and the same death.
   RUN: %unit_cc %s %rt_lib -o %t && timeout 60 %t
 */

#include "check.h"

#include <tandem/tandem.h>

static void detect_at_wild_site(void)
{
    __tandem_detected((const struct tandem_site *)(volatile void *)16);
}

int main(void)
{
    struct outcome outcome = run_child(detect_at_wild_site);
    CHECK(DIED_OF(outcome, SIGABRT));
    CHECK(strcmp(outcome.err, "tandem: fail-stop: fault while stopping in "
                              "unknown function\n") == 0);
    return 0;
}
