/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* disassembler.h - the one capstone handle of the process. */
#ifndef TANDEM_INJECT_DISASSEMBLER_H
#define TANDEM_INJECT_DISASSEMBLER_H

#include <capstone/capstone.h>

#include "arch.h"

csh disassembler(void);

/* Decodes one instruction with details; NULL when it is not known. The result
 * is overwritten by the next call. */
const cs_insn *disassemble(const uint8_t *bytes, size_t size, uint64_t address);

/* The registers that an instruction writes (see arch.h). */
void destinations_of(const cs_insn *insn, struct destinations *out);

/* The arithmetic flags that it writes (see arch.h). */
struct flags_effect flags_of(const cs_insn *insn);

#endif
