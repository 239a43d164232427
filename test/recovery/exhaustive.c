/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A fault at every single instruction that two functions execute ends with the
   right output, or noticed: with recovery nearly always with the right output,
   without always noticed. Natively that is not so.

   test/nightly/run.sh exhaustive does it with all bits of each instruction.

   REQUIRES: x86_64
   DEFINE: %{flags} = -O2 -fno-vectorize -fno-slp-vectorize %S/Inputs/everything.c
   DEFINE: %{strike} = bash %S/Inputs/exhaustive.sh %inject
   DEFINE: %{scope} = function=fill,function=sort
   RUN: %cc %{flags} -o %t.native
   RUN: %tandem_clang -ftandem-recovery=none %{flags} -o %t.none
   RUN: %tandem_clang -ftandem-recovery=undo %{flags} -o %t.undo
   RUN: %{strike} %t.undo %{scope} 12 90
   RUN: %{strike} %t.none %{scope} 8 0
   RUN: not %{strike} %t.native %{scope} 8 0
   RUN: not %{strike} %t.none %{scope} 8 90
 */
