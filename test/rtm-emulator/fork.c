/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// Transactions work in a child, and in its child, before and after those of
// the parent; neither sees what the other does.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=scan %t
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t

#include "transaction.h"

static int data = 1;

static void transact(int value)
{
    UNDOES(data = value + 1000);
    CHECK(data < 1000);
    ENDS_WITH(0, getppid());
    COMMITS(data = value);
    CHECK(data == value);
}

static void descend(int generations)
{
    if (generations == 0)
        return;
    fflush(NULL);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        transact(generations);
        descend(generations - 1);
        transact(generations + 10);
        _exit(0);
    }
    int status;
    transact(generations + 20);
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    CHECK(data == generations + 20);
    transact(generations + 30);
}

int main(void)
{
    descend(1); /* the first transaction of all is in a child */
    descend(3);
}
