/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Process 1 of a container, which the kernel spares SIGABRT, dies as well:
   by a trap.

   REQUIRES: namespaces
   RUN: %unit_cc %s %rt_lib -o %t
   RUN: unshare --user --map-root-user --pid --fork %t 2>&1; test $? = 132
 */

#include "check.h"

#include <tandem/tandem.h>

int main(void)
{
    CHECK(getpid() == 1);
    __tandem_detected(&(struct tandem_site){"compute", NULL, 0});
}
