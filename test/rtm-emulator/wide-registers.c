/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// After an abort the upper vectors and the masks of AVX-512 are as they were.
//
// RUN: %rtm_cc -mavx512f -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

// REQUIRES: avx512f

#include "transaction.h"

int main(void)
{
    static const int wanted = 0x12345678;
    volatile int zmm = 0, mask = 0;
    unsigned status = 0;
    for (int i = attempts(); i > 0 && status != 0x5a000001; i--) {
        status = _XBEGIN_STARTED;
        __asm__ volatile("vpbroadcastd %k3, %%zmm17\n"
                         "kmovw %k3, %%k1\n"
                         "xbegin 1f\n"
                         "vpxord %%zmm17, %%zmm17, %%zmm17\n"
                         "kxorw %%k1, %%k1, %%k1\n"
                         "xabort $0x5a\n"
                         "1: valignd $15, %%zmm17, %%zmm17, %%zmm18\n"
                         "vmovd %%xmm18, %1\n"
                         "kmovw %%k1, %2\n"
                         : "+a"(status), "=m"(zmm), "=&r"(mask)
                         : "r"(wanted)
                         : "xmm17", "xmm18", "k1");
    }
    CHECK(status == 0x5a000001);
    CHECK(zmm == wanted && mask == (wanted & 0xffff));
}
