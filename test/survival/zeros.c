/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What SSE2 extends by interleaving it with zeros, each replica extends with
   zeros of its own, which the back end has not merged: of the others there are
   as many uses as natively.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-unroll-loops -S %s
   DEFINE: %{zeros} = awk -f %S/Inputs/zeros.awk -v name
   RUN: for level in 2 3; do \
   RUN:   %cc -O$level %{flags} -o %t.native.s || exit 1; \
   RUN:   for mode in dmr tmr; do \
   RUN:     %tandem_clang -ftandem-recovery=none -ftandem=$mode -O$level %{flags} -o %t.hard.s || exit 1; \
   RUN:     for name in sum squares; do \
   RUN:       set -- $(%{zeros}=$name %t.native.s) $(%{zeros}=$name %t.hard.s); \
   RUN:       echo "-O$level $mode $name: native $1, hardened $4 and $5, $6"; \
   RUN:       test $1 -ge 1 -a $2 -eq 0 -a $4 -eq $1 -a $5 -eq $1 || exit 1; \
   RUN:       test $mode = dmr -o $6 -eq $1 || exit 1; \
   RUN:     done; \
   RUN:   done; \
   RUN: done; true
 */

#include <stdint.h>

uint32_t sum(const uint16_t *numbers, int n)
{
    uint32_t total = 0;
    for (int i = 0; i < n; i++)
        total += numbers[i];
    return total;
}

uint32_t squares(const uint8_t *numbers, int n)
{
    uint32_t total = 0;
    for (int i = 0; i < n; i++) {
        uint32_t number = numbers[i];
        total += number * number;
    }
    return total;
}
