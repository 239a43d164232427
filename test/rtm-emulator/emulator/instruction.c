/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* instruction.c - the length and the memory operand of an instruction. */

#include <stddef.h>

#include "instruction.h"

/* What follows the opcode: M a modrm byte; b, w, z, d, v, q, e an immediate
   of 8, 16, 16 or 32, 32, 16 to 64, 64 bits (an address), 24 bits; B, Z M and
   b or z; G like Z or M, by modrm; H like B or M; . nothing; x invalid. The
   prefixes and escapes (x too) are dealt with before. */
static const char one_byte[] = {"MMMMbzxx"
                                "MMMMbzxx" /* 00 */
                                "MMMMbzxx"
                                "MMMMbzxx"
                                "MMMMbzxx"
                                "MMMMbzxx" /* 20 */
                                "MMMMbzxx"
                                "MMMMbzxx"
                                "xxxxxxxx"
                                "xxxxxxxx" /* 40 */
                                "........"
                                "........"
                                "xxxMxxxx"
                                "zZbB...." /* 60 */
                                "bbbbbbbb"
                                "bbbbbbbb"
                                "BZxBMMMM"
                                "MMMMMMMM" /* 80 */
                                "........"
                                "..x....."
                                "qqqq...."
                                "bz......" /* a0 */
                                "bbbbbbbb"
                                "vvvvvvvv"
                                "BBw.xxBZ"
                                "e.w..bx." /* c0 */
                                "MMMMxxx."
                                "MMMMMMMM"
                                "bbbbbbbb"
                                "ddxb...." /* e0 */
                                "x.xx..HG"
                                "......MM"};

static const char two_byte[] = {"MMMMx..."
                                "..x.xM.B" /* 00 */
                                "MMMMMMMM"
                                "MMMMMMMM"
                                "MMMMxxxx"
                                "MMMMMMMM" /* 20 */
                                "......x."
                                "xxxxxxxx"
                                "MMMMMMMM"
                                "MMMMMMMM" /* 40 */
                                "MMMMMMMM"
                                "MMMMMMMM"
                                "MMMMMMMM"
                                "MMMMMMMM" /* 60 */
                                "BBBBMMM."
                                "MMMMMMMM"
                                "dddddddd"
                                "dddddddd" /* 80 */
                                "MMMMMMMM"
                                "MMMMMMMM"
                                "...MBMxx"
                                "...MBMMM" /* a0 */
                                "MMMMMMMM"
                                "MMBMMMMM"
                                "MMBMBBBM"
                                "........" /* c0 */
                                "MMMMMMMM"
                                "MMMMMMMM"
                                "MMMMMMMM"
                                "MMMMMMMM" /* e0 */
                                "MMMMMMMM"
                                "MMMMMMMM"};

/* Bytes that are read one after the other; past the end they are 0. */
struct reader {
    const uint8_t *bytes;
    unsigned size, at;
};

static uint8_t peek(const struct reader *reader)
{
    return reader->at < reader->size ? reader->bytes[reader->at] : 0;
}

static uint8_t next(struct reader *reader)
{
    uint8_t byte = peek(reader);
    reader->at++;
    return byte;
}

static uint64_t number(struct reader *reader, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)next(reader) << 8 * i;
    return value;
}

static int64_t extended(struct reader *reader, unsigned bytes)
{
    uint64_t sign = 1ull << (8 * bytes - 1);
    return (int64_t)((number(reader, bytes) ^ sign) - sign);
}

static void prefixes(struct reader *reader, struct instruction *insn)
{
    for (;; reader->at++) {
        switch (peek(reader)) {
        case 0x26:
        case 0x2e:
        case 0x36:
        case 0x3e:
        case 0xf0: break;
        case 0x64:
        case 0x65: insn->segment = peek(reader); break;
        case 0x66: insn->operand_16 = 1; break;
        case 0x67: insn->address_32 = 1; break;
        case 0xf2:
        case 0xf3: insn->repeat = peek(reader); break;
        default:
            if ((peek(reader) & 0xf0) == 0x40)
                insn->rex = next(reader);
            return;
        }
    }
}

/* The X and B bits of VEX and EVEX are inverted; R is of no interest, and W
   changes no length there. */
static void vector_prefix(struct reader *reader, struct instruction *insn)
{
    static const uint8_t repeats[] = {0, 0, 0xf3, 0xf2};
    uint8_t kind = next(reader), first = next(reader), last = first;
    insn->map = MAP_0F;
    insn->encoding = kind == 0x62 ? ENCODING_EVEX : ENCODING_VEX;
    if (kind != 0xc5) {
        insn->map = first & (kind == 0x62 ? 7 : 31);
        insn->rex = (uint8_t)~first >> 5 & 3;
        last = next(reader);
    }
    insn->operand_16 = (last & 3) == 1;
    insn->repeat = repeats[last & 3];
    if (kind == 0x62)
        next(reader);
    insn->opcode = next(reader);
}

static void opcode(struct reader *reader, struct instruction *insn)
{
    uint8_t byte = peek(reader);
    insn->opcode_offset = (uint8_t)reader->at;
    if (byte == 0xc4 || byte == 0xc5 || byte == 0x62) {
        vector_prefix(reader, insn);
        return;
    }
    insn->opcode = next(reader);
    if (insn->opcode != 0x0f)
        return;
    insn->map = MAP_0F;
    insn->opcode = next(reader);
    if (insn->opcode == 0x38 || insn->opcode == 0x3a) {
        insn->map = insn->opcode == 0x38 ? MAP_0F38 : MAP_0F3A;
        insn->opcode = next(reader);
    }
}

static char layout(const struct instruction *insn)
{
    switch (insn->map) {
    case MAP_ONE_BYTE: return one_byte[insn->opcode];
    case MAP_0F: return two_byte[insn->opcode];
    case MAP_0F3A: return 'B';
    case MAP_0F38:
    case MAP_5:
    case MAP_6: return 'M';
    default: return 'x';
    }
}

static void modrm(struct reader *reader, struct instruction *insn)
{
    insn->has_modrm = 1;
    insn->modrm = next(reader);
    unsigned mod = insn->modrm >> 6, rm = insn->modrm & 7, size = 0;
    if (mod == 3)
        return;
    insn->has_memory = 1;
    insn->base = (uint8_t)(rm | (insn->rex & 1) << 3);
    insn->index = NO_REGISTER;
    if (rm == 4) {
        uint8_t sib = next(reader);
        rm = sib & 7;
        insn->base = (uint8_t)(rm | (insn->rex & 1) << 3);
        insn->index = (uint8_t)((sib >> 3 & 7) | (insn->rex & 2) << 2);
        insn->scale = sib >> 6;
        if (insn->index == 4)
            insn->index = NO_REGISTER;
        if (rm == 5 && mod == 0)
            insn->base = NO_REGISTER;
    } else if (rm == 5 && mod == 0) {
        insn->base = RIP_REGISTER;
    }
    if (mod == 2 || (mod == 0 && rm == 5))
        size = 4;
    else if (mod == 1)
        size = 1;
    insn->short_displacement = size == 1;
    if (size)
        insn->displacement = (int32_t)extended(reader, size);
}

static unsigned immediate_size(const struct instruction *insn, char layout)
{
    switch (layout) {
    case 'b':
    case 'B': return 1;
    case 'w': return 2;
    case 'e': return 3;
    case 'd': return 4;
    case 'z':
    case 'Z': return insn->operand_16 ? 2 : 4;
    case 'v': return insn->rex & 8 ? 8 : insn->operand_16 ? 2 : 4;
    case 'q': return insn->address_32 ? 4 : 8;
    case 'H': return insn->modrm >> 4 & 3 ? 0 : 1;
    case 'G': return insn->modrm >> 4 & 3 ? 0 : insn->operand_16 ? 2 : 4;
    default: return 0;
    }
}

int instruction_decode(const uint8_t *bytes, unsigned size,
                       struct instruction *insn)
{
    struct reader reader = {bytes, size, 0};
    *insn = (struct instruction){.map = MAP_ONE_BYTE};
    prefixes(&reader, insn);
    opcode(&reader, insn);
    char follows = layout(insn);
    if (follows == 'x' || reader.at > size)
        return 0;
    if (follows >= 'A' && follows <= 'Z')
        modrm(&reader, insn);
    unsigned immediate = immediate_size(insn, follows);
    if (follows == 'q')
        insn->offset = number(&reader, immediate);
    else if (immediate)
        insn->immediate = (int32_t)extended(&reader, immediate);
    insn->length = (uint8_t)reader.at;
    return reader.at <= size && reader.at <= INSTRUCTION_MOST;
}
