/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* instruction.h - the length and the memory operand of an instruction.

   What it computes is of no interest here. */

#ifndef RTM_EMULATOR_INSTRUCTION_H
#define RTM_EMULATOR_INSTRUCTION_H

#include <stdint.h>

enum { INSTRUCTION_MOST = 15 };
enum { NO_REGISTER = 255, RIP_REGISTER = 254 };

/* Opcode maps, numbered as VEX and EVEX do. */
enum { MAP_ONE_BYTE, MAP_0F, MAP_0F38, MAP_0F3A, MAP_5 = 5, MAP_6 };

enum encoding { ENCODING_LEGACY, ENCODING_VEX, ENCODING_EVEX };

struct instruction {
    uint8_t length;
    uint8_t map, opcode, modrm;
    uint8_t encoding;
    uint8_t segment; /* the prefix: 0x64 (fs), 0x65 (gs) or 0 */
    uint8_t repeat;  /* the prefix: 0xf2, 0xf3 or 0 */
    uint8_t rex;
    uint8_t operand_16, address_32;
    uint8_t has_modrm;
    uint8_t has_memory; /* by the modrm byte; the next five say where */
    uint8_t base, index, scale, short_displacement;
    int32_t displacement;
    int32_t immediate;     /* the last up to four bytes of it, extended */
    uint64_t offset;       /* the whole address of a0 to a3 */
    uint8_t opcode_offset; /* of the first opcode byte */
};

/* 0 when the bytes are no instruction of 64-bit mode (or not all of one). */
int instruction_decode(const uint8_t *bytes, unsigned size,
                       struct instruction *instruction);

#endif
