/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* text.h - makes the program's RTM instructions trap where they would not. */

#ifndef RTM_EMULATOR_TEXT_H
#define RTM_EMULATOR_TEXT_H

/* Of all that is loaded, except for the C library and the dynamic linker. */
void text_make_trap(void);

#endif
