/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// A system call aborts its transaction before it has any effect, and what the
// C library had done for it is undone.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

#include "transaction.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <malloc.h>

int main(void)
{
    int ends[2];
    char byte;
    volatile int reached = 0;
    CHECK(pipe(ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    ENDS_WITH(0, write(ends[1], "x", 1); reached = 1);
    CHECK(read(ends[0], &byte, 1) == -1 && reached == 0);
    /* Afterwards they work again. */
    CHECK(write(ends[1], "y", 1) == 1 && read(ends[0], &byte, 1) == 1);
    CHECK(byte == 'y');

    /* Twice: after the first, no page of the allocator is new. */
    size_t used = 0;
    for (int i = 0; i < 2; i++) {
        free(malloc(5000));
        used = mallinfo2().uordblks;
        UNDOES(memset(malloc(5000), 1, 5000));
        CHECK(mallinfo2().uordblks == used);
    }
    ENDS_WITH(0, fork());
    ENDS_WITH(0, _exit(3));
}
