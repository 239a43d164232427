/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* shadow.h - copies of pages as they were when a transaction began. */

#ifndef RTM_EMULATOR_SHADOW_H
#define RTM_EMULATOR_SHADOW_H

#include <stdint.h>

enum { PAGE_SIZE = 4096 };

void shadow_create(void);

/* Whether a copy of the page was ever made. */
int shadow_has(uintptr_t page);

void shadow_save(uintptr_t page);
void shadow_bring_back(uintptr_t page);

#endif
