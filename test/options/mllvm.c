/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* clang -mllvm reaches every option, a wrong value is an error of the compiler
   that names the valid ones, and it leaves no object behind.

   RUN: rm -f %t.o %t.bad.o
   DEFINE: %{compile} = %cc -O1 -Xclang -load -Xclang %plugin \
   DEFINE:   -fpass-plugin=%plugin -c %s
   RUN: %{compile} -mllvm -tandem-mode=dmr -o %t.o
   RUN: llvm-nm %t.o | FileCheck %s --check-prefix=HARD
   RUN: %{compile} -mllvm -tandem-mode=off -o %t.o
   RUN: llvm-nm %t.o | FileCheck %s --check-prefix=PLAIN
   RUN: not %{compile} -mllvm -tandem-mode=thrice -o %t.bad.o 2>&1 \
   RUN:   | FileCheck %s --check-prefix=MODE
   RUN: not %{compile} -mllvm -tandem-races=maybe -o %t.bad.o 2>&1 \
   RUN:   | FileCheck %s --check-prefix=RACES
   RUN: not %{compile} -mllvm -tandem-recovery=redo -o %t.bad.o 2>&1 \
   RUN:   | FileCheck %s --check-prefix=RECOVERY
   RUN: not test -e %t.bad.o

   HARD: U __tandem_detected
   PLAIN: T f
   PLAIN-NOT: __tandem
   MODE: error: tandem: unknown mode 'thrice'; valid: dmr, tmr, off
   RACES: error: tandem: unknown races 'maybe'; valid: tolerate, assume-none
   RECOVERY: error: tandem: unknown recovery 'redo'; valid: undo, none, rtm
 */

int f(int x)
{
    return x + 1;
}
