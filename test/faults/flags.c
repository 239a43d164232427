/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* In three copies wrong flags and wrong ways, anywhere in two functions, end with
   the right output; natively they do not.

   REQUIRES: x86_64
   DEFINE: %{flags} = -O2 -fno-vectorize -fno-slp-vectorize \
   DEFINE:   %S/../recovery/Inputs/everything.c
   DEFINE: %{strike} = bash %S/Inputs/outcomes.sh %inject
   DEFINE: %{scope} = function=fill,function=sort
   RUN: %cc %{flags} -o %t.native
   RUN: %tandem_clang -ftandem-recovery=none -ftandem=tmr %{flags} -o %t.three
   RUN: for model in flags branch; do \
   RUN:   %{strike} %t.three $model %{scope} 'corrected|masked' || exit 1; \
   RUN:   not %{strike} %t.native $model %{scope} 'corrected|masked' || exit 1; \
   RUN: done
 */
