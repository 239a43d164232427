/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* clang -fpass-plugin hardens at every optimisation level, and without it
   nothing is hardened.

   RUN: for level in 0 1 2 3 s z; do \
   RUN:   %cc -O$level -fpass-plugin=%plugin -c %s -o %t.o || exit 1; \
   RUN:   llvm-nm %t.o | FileCheck %s || exit 1; \
   RUN:   %cc -O$level -c %s -o %t.o || exit 1; \
   RUN:   llvm-nm %t.o | FileCheck %s --check-prefix=NATIVE || exit 1; \
   RUN: done

   CHECK: U __tandem_abi_v1
   CHECK: U __tandem_detected
   CHECK: T sum
   NATIVE-NOT: __tandem
   NATIVE: T sum
   NATIVE-NOT: __tandem
 */

int sum(const int *p, int n)
{
    int s = 0;
    for (int i = 0; i < n; ++i)
        s += p[i];
    return s;
}
