/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Elements of 24 bytes cost an addition in each round, and their replica one of
   its own: neither is computed from an index, nor one from the other.

   REQUIRES: x86_64
   DEFINE: %{flags} = -fno-vectorize -fno-slp-vectorize -fno-unroll-loops -S %s
   DEFINE: %{count} = awk -f %S/Inputs/count.awk -v name=sum -v
   RUN: for level in 1 2 3; do \
   RUN:   for races in tolerate assume-none; do \
   RUN:     %tandem_clang -O$level -ftandem-races=$races %{flags} -o %t.s \
   RUN:       || exit 1; \
   RUN:     steps=$(%{count} pattern='add.*[$]24,|lea.*[^0-9]24[(]' %t.s); \
   RUN:     others=$(%{count} pattern='imul|shl|lea.*, *%r[^ ]*,' %t.s); \
   RUN:     echo "-O$level $races: $steps steps, $others products"; \
   RUN:     test $steps -eq 2 -a $others -eq 0 || exit 1; \
   RUN:   done || exit 1; \
   RUN: done
 */

struct record {
    long key, value, next;
};

long sum(const struct record *records, long n)
{
    long total = 0;
    for (long i = 0; i < n; ++i)
        total += records[i].value;
    return total;
}
