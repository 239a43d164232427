/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rtm_insn.h - Intel RTM: the four instructions, and whether there are any.

   For files compiled with -mrtm. */

#ifndef TANDEM_RTM_INSN_H
#define TANDEM_RTM_INSN_H

#include <cpuid.h>
#include <immintrin.h>

/* Why a transaction ended: bits of the status _xbegin returns; with none of
   them it was an interrupt, a fault or an instruction it cannot do. */
enum {
    RTM_DETECTED = 0x7d, /* the code our _xabort gives */
};

/* Some processors have the bit, and a microcode that aborts all transactions
   and says so in another. */
static inline int rtm_in_processor(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d))
        return 0;
    return (b & 1u << 11) && !(d & 1u << 11);
}

#endif
