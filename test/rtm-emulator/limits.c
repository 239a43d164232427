/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
// A transaction that writes more than the limit aborts for capacity: pages
// with mode=scan, lines with mode=step; what is read does not count.
//
// RUN: %rtm_cc -o %t %s
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step:lines=100 %t 90 110
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step %t 500 520
// RUN: env LD_PRELOAD=%emulator TANDEM_RTM_EMULATOR=mode=step:lines=0 not %t 500 520

// REQUIRES: x86_64

#include "transaction.h"

static char lines[1000][64] __attribute__((aligned(64)));

static void write_lines(int count)
{
    for (int i = 0; i < count; i++)
        lines[i][5]++;
}

static int read_lines(int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        sum += ((volatile char *)lines[i])[5];
    return sum;
}

int main(int argc, char **argv)
{
    CHECK(argc == 3);
    int few = atoi(argv[1]), many = atoi(argv[2]);
    COMMITS(write_lines(few));
    CHECK(read_lines(1000) == few);
    COMMITS(read_lines(1000));
    ENDS_WITH(8, write_lines(many));
    CHECK(read_lines(1000) == few);
}
