/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* length.h - the length of instructions the disassembler does not know. */
#ifndef TANDEM_INJECT_LENGTH_H
#define TANDEM_INJECT_LENGTH_H

#include <stddef.h>
#include <stdint.h>

/* Length of a VEX, EVEX, 0f 38 or 0f 3a instruction, whose layout is regular;
 * 0 for anything else. Sets *DISPLACEMENT to the place of a rip-relative
 * disp32, or to 0. */
unsigned insn_length(const uint8_t *bytes, size_t size, uint8_t *displacement);

#endif
