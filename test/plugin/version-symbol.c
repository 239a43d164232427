/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A hardened object refers to the symbol of the ABI version it was compiled for,
   even where garbage is collected, once per program; it does not link without a
   runtime that has it.

   DEFINE: %{plugged} = %cc -O2 -fpass-plugin=%plugin -ffunction-sections \
   DEFINE:   -fdata-sections
   RUN: %{plugged} -c %s -o %t.o
   RUN: %{plugged} -DOTHER -c %s -o %t.other.o
   RUN: llvm-nm %t.o | FileCheck %s
   RUN: not %cc -Wl,--gc-sections %t.o %t.other.o -o %t 2>&1 \
   RUN:   | FileCheck %s --check-prefix=MISSING
   RUN: %cc -Wl,--gc-sections %t.o %t.other.o %rt_lib -o %t
   RUN: %t
   RUN: %cc -O2 -c %s -o %t.native.o
   RUN: llvm-nm %t.native.o | FileCheck %s --check-prefix=NATIVE

   CHECK: U __tandem_abi_v1
   CHECK-NOT: __tandem_abi_v{{[^1]}}
   MISSING: undefined {{.*}}__tandem_abi_v1
   NATIVE-NOT: __tandem
 */

#ifdef OTHER
int other(void)
{
    return 0;
}
#else
int other(void);

int main(void)
{
    return other();
}
#endif
