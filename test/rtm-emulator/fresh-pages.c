/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Pages that a transaction is the first to touch are empty again after an
// abort; with strict=1 it cannot commit them, as on a processor.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan:strict=1 %t strict

// REQUIRES: pagemap-scan

#include "transaction.h"

#include <sys/mman.h>

enum { PAGE = 4096 };

static char *map(void)
{
    return mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(int argc, char **argv)
{
    (void)argv;
    unsigned char there;
    char *at = map();
    UNDOES(at[PAGE] = 1);
    CHECK(mincore(at + PAGE, PAGE, &there) == 0);
    CHECK(at[PAGE] == 0);
    at = map();
    if (argc > 1)
        ENDS_WITH(0, at[PAGE] = 1);
    else
        COMMITS(at[PAGE] = 1);
    CHECK(at[PAGE] == (argc == 1));
    at[PAGE] = 2;
    COMMITS(at[PAGE] = 3);
    CHECK(at[PAGE] == 3);
}
