/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* machine.h - where and when something was measured. */
#ifndef TANDEM_BENCH_MACHINE_H
#define TANDEM_BENCH_MACHINE_H

struct machine {
    char cpu[128];    /* "Intel(R) Xeon(R) Processor (family 6, model 167)" */
    char system[256]; /* "Linux 6.1.0 x86_64" */
    char date[32];    /* "2026-11-20T23:59:59Z" */
    long processors;  /* that are online */
    double load;      /* processes that wanted to run, a minute's mean */
};

/* What cannot be found out is "unknown". */
void machine_look(struct machine *machine);

#endif
