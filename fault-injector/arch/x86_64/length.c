/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* length.c - the length of instructions the disassembler does not know.
 *
 * New extensions (GFNI, VAES, AVX-512 additions) arrive in the regular
 * encodings only, so that their operands' length follows from the opcode map
 * (Intel SDM volume 2, 2.3 and 2.7). */
#include "length.h"

#include <stdbool.h>

static bool is_legacy_prefix(uint8_t byte)
{
    return byte == 0x66 || byte == 0xf2 || byte == 0xf3 || byte == 0x2e ||
           byte == 0x36 || byte == 0x3e || byte == 0x26 || byte == 0x64 ||
           byte == 0x65;
}

/* Finds the opcode behind prefixes; sets *MAP to its map: 1, 2, 3, 5, 6. */
static unsigned opcode_at(const uint8_t *b, size_t size, unsigned *map)
{
    unsigned i = 0;

    while (i < size && i < 5 && is_legacy_prefix(b[i]))
        i++;
    if (i + 6 > size)
        return 0;
    if (b[i] == 0xc5) {
        *map = 1;
        return i + 2;
    }
    if (b[i] == 0xc4) {
        *map = b[i + 1] & 0x1f;
        return i + 3;
    }
    if (b[i] == 0x62) {
        *map = b[i + 1] & 7;
        return i + 4;
    }
    if ((b[i] & 0xf0) == 0x40)
        i++;
    if (b[i] == 0x0f && (b[i + 1] == 0x38 || b[i + 1] == 0x3a)) {
        *map = b[i + 1] == 0x38 ? 2 : 3;
        return i + 2;
    }
    return 0;
}

static bool has_immediate(unsigned map, uint8_t opcode)
{
    if (map == 3)
        return true;
    return map == 1 && ((opcode >= 0x70 && opcode <= 0x73) || opcode == 0xc2 ||
                        (opcode >= 0xc4 && opcode <= 0xc6));
}

unsigned insn_length(const uint8_t *bytes, size_t size, uint8_t *displacement)
{
    unsigned map = 0;
    unsigned at = opcode_at(bytes, size, &map);
    unsigned mode, rm, length;

    *displacement = 0;
    if (!at || map == 0 || map == 4 || map > 6 || at + 2 > size)
        return 0;
    mode = bytes[at + 1] >> 6;
    rm = bytes[at + 1] & 7;
    length = at + 2;
    if (mode != 3 && rm == 4) {
        if (length >= size)
            return 0;
        if (mode == 0 && (bytes[length] & 7) == 5)
            mode = 2;
        length++;
    } else if (mode == 0 && rm == 5) {
        *displacement = (uint8_t)length;
        mode = 2;
    }
    length += mode == 1 ? 1 : mode == 2 ? 4 : 0;
    length += has_immediate(map, bytes[at]);
    return length <= size && length <= 15 ? length : 0;
}
