/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* mappings.h - the writable memory of the program. */

#ifndef RTM_EMULATOR_MAPPINGS_H
#define RTM_EMULATOR_MAPPINGS_H

#include <stdint.h>

struct mapping {
    uintptr_t start, end;
    int shared;
};

enum { MAPPINGS_MOST = 4096 };

/* The file mappings_list reads; negative when it cannot be opened. */
int mappings_open(void);

/* Fills the array with the writable mappings in order of their addresses,
   without the arena; returns how many. Fatal when there are too many. */
unsigned mappings_list(int file, struct mapping *mappings);

#endif
