/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* An object of another ABI version does not link, and the linker names the
   version it wants; one of this version does.

   RUN: %cc -I %include %s %rt_lib -o %t
   RUN: %cc -I %include -DVERSION=__tandem_abi_v2 -c %s -o %t.o
   RUN: not %cc %t.o %rt_lib -o %t 2>&1 | FileCheck %s
   CHECK: undefined {{.*}}__tandem_abi_v2
 */

#include <tandem/abi.h>

#ifndef VERSION
#define VERSION TANDEM_VERSION_SYMBOL
#endif

extern const unsigned VERSION;
const unsigned *volatile version = &VERSION;

int main(void)
{
    return 0;
}
