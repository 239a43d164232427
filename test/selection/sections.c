/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Functions in the kernel's special sections stay outside; another list takes the
   place of the default, an empty one excludes nothing.

   DEFINE: %{report} = %tandem_clang -O1 -c %s -o %t.o -ftandem-report
   RUN: %{report} 2>&1 | FileCheck %s --check-prefix=DEFAULT
   RUN: llvm-objdump -dr --section=.noinstr.text %t.o | not grep tandem
   RUN: llvm-objdump -dr --section=.fast.text %t.o | grep __tandem_detected
   RUN: %{report} -ftandem-sections-off='.none,.fast*' 2>&1 \
   RUN:   | FileCheck %s --check-prefix=OTHER
   RUN: %opt -passes='tandem<sections-off=.none:.fast*;report>' -disable-output \
   RUN:   <(%cc -O1 -S -emit-llvm %s -o -) 2>&1 \
   RUN:   | FileCheck %s --check-prefix=OTHER
   RUN: %{report} -ftandem-sections-off= 2>&1 | FileCheck %s --check-prefix=EMPTY
   RUN: not %{report} -ftandem-sections-off='.init*,[x' 2>&1 \
   RUN:   | FileCheck %s --check-prefix=WRONG

   DEFAULT: boot: outside: its section .init.text is excluded by default
   DEFAULT: entry: outside: its section .noinstr.text is excluded by default
   DEFAULT: fast: hardened:
   DEFAULT: total: hardened=1 outside=2
   OTHER: boot: hardened:
   OTHER: fast: outside: its section .fast.text is excluded{{$}}
   OTHER: total: hardened=2 outside=1
   EMPTY: total: hardened=3 outside=0
   WRONG: error: tandem: sections-off '[x': invalid glob pattern
 */

__attribute__((section(".init.text"))) int boot(int x)
{
    return x * 3;
}

__attribute__((section(".noinstr.text"))) int entry(int x)
{
    return x * 5;
}

__attribute__((section(".fast.text"))) int fast(int x)
{
    return x * 7;
}
