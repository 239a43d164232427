/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A reference to the version symbol alone brings in the whole runtime: an
   object may have nothing to check, and its program still has the options.

   RUN: %unit_cc %s %rt_lib -o %t
   RUN: env TANDEM_OPTIONS=verbose=1 %t 2>&1 | FileCheck %s
   CHECK: tandem: ABI 1
 */

#include <tandem/abi.h>

const unsigned *volatile version = &TANDEM_VERSION_SYMBOL;

int main(void)
{
    return 0;
}
