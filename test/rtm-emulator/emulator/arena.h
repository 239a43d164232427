/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* arena.h - the memory of the emulator that no rollback touches.

   Everything the emulator must remember across an abort is in it; its
   ordinary variables are the program's memory and are rolled back too. */

#ifndef RTM_EMULATOR_ARENA_H
#define RTM_EMULATOR_ARENA_H

#include <stddef.h>
#include <stdint.h>

/* Once, first of all. */
void arena_create(void);

/* Zeroed memory, page by page backed when it is touched; never given back.
   Only while the program starts. */
void *arena_take(size_t size);

/* Whether an address belongs to it. */
int arena_holds(uintptr_t address);

#endif
