/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In three copies a fault at any instruction that two functions execute, in an
   address, an index, a sum or what is loaded, ends with the right output: all but
   those in the stack pointer, which has no copies. In two copies they are only
   noticed.

   REQUIRES: x86_64
   DEFINE: %{flags} = -O2 -fno-vectorize -fno-slp-vectorize \
   DEFINE:   %S/../recovery/Inputs/everything.c
   DEFINE: %{strike} = bash %S/../recovery/Inputs/exhaustive.sh %inject
   DEFINE: %{scope} = function=fill,function=sort
   RUN: %tandem_clang -ftandem-recovery=none %{flags} -o %t.two
   RUN: %tandem_clang -ftandem-recovery=none -ftandem=tmr %{flags} -o %t.three
   RUN: %{strike} %t.three %{scope} 8 95
   RUN: grep '"outcome":"crash"' %t.three.jsonl > %t.crashes || true
   RUN: grep -v '"register":"rsp"' %t.crashes > %t.others && exit 1; true
   RUN: not %{strike} %t.two %{scope} 4 95
 */
