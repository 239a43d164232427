/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// With mode=scan, a transaction that writes more pages than the limit aborts
// for capacity.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=pages=30 %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=pages=0 not %t

// REQUIRES: pagemap-scan

#include "transaction.h"

static char pages[100][4096] __attribute__((aligned(4096)));

static void write_pages(int count)
{
    for (int i = 0; i < count; i++)
        pages[i][7]++;
}

int main(void)
{
    memset(pages, 1, sizeof(pages));
    COMMITS(write_pages(20));
    ENDS_WITH(8, write_pages(35));
    for (int i = 0; i < 100; i++)
        CHECK(pages[i][7] == (i < 20 ? 2 : 1));
}
