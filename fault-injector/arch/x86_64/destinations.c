/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* destinations.c - which registers an instruction writes, from capstone's
 * operand table, and where that table is wrong. */
#include "disassembler.h"

#include <string.h>

struct correction {
    unsigned id;
    bool written;
    const char *name;
};

static const struct correction corrections[] = {
#define ALSO(id, name) {X86_INS_##id, true, name},
#define NOT(id, name) {X86_INS_##id, false, name},
#include "destinations.def"
#undef ALSO
#undef NOT
};
enum { CORRECTIONS = sizeof corrections / sizeof *corrections };

/* Jumps, calls and returns write the program counter and the stack pointer
 * only. */
static bool only_transfers(const cs_insn *insn)
{
    csh handle = disassembler();

    if (insn->id == X86_INS_LOOP || insn->id == X86_INS_LOOPE ||
        insn->id == X86_INS_LOOPNE)
        return false;
    return cs_insn_group(handle, insn, X86_GRP_JUMP) ||
           cs_insn_group(handle, insn, X86_GRP_CALL) ||
           cs_insn_group(handle, insn, X86_GRP_RET);
}

/* Low bits of a vector register that a scalar instruction computes. */
static unsigned result_bits(const cs_insn *insn, const struct reg *reg)
{
    const char *name = insn->mnemonic;
    size_t length = strlen(name);

    if (reg->class != REGISTER_VECTOR || strstr(name, "broadcast"))
        return reg->width;
    if (!strcmp(name, "movd") || !strcmp(name, "vmovd"))
        return 32;
    if (!strcmp(name, "movq") || !strcmp(name, "vmovq"))
        return 64;
    if (length > 3 && !strcmp(name + length - 2, "ss"))
        return 32;
    if (length > 3 && !strcmp(name + length - 2, "sd"))
        return 64;
    return reg->width;
}

static void add(struct destinations *out, const cs_insn *insn,
                const struct reg *reg)
{
    struct destination new;

    if (!reg)
        return;
    new = (struct destination){reg, result_bits(insn, reg)};
    for (unsigned i = 0; i < out->count; i++) {
        struct destination *known = &out->list[i];

        if (known->reg->class != reg->class ||
            known->reg->number != reg->number)
            continue;
        if (known->bits < new.bits)
            *known = new;
        return;
    }
    if (out->count < sizeof out->list / sizeof *out->list)
        out->list[out->count++] = new;
}

/* NULL for the program counter and the flags, which are no destinations. */
static const struct reg *reg_of(unsigned id)
{
    const char *name = cs_reg_name(disassembler(), id);
    char x87[4] = "st0";

    if (id == X86_REG_EFLAGS || id == X86_REG_RIP)
        return NULL;

    if (name && !strncmp(name, "st", 2)) { /* st(3) is our st3 */
        if (name[2] == '(')
            x87[2] = name[3];
        name = x87;
    }
    return name ? register_by_name(name) : NULL;
}

static void add_explicit(const cs_insn *insn, struct destinations *out)
{
    const cs_x86 *x86 = &insn->detail->x86;

    for (unsigned i = 0; i < x86->op_count; i++)
        if (x86->operands[i].type == X86_OP_REG &&
            (x86->operands[i].access & CS_AC_WRITE))
            add(out, insn, reg_of(x86->operands[i].reg));
}

static bool is_wrong(unsigned id, const char *name)
{
    for (int i = 0; i < CORRECTIONS; i++)
        if (corrections[i].id == id && !corrections[i].written &&
            !strcmp(corrections[i].name, name))
            return true;
    return false;
}

static void add_implicit(const cs_insn *insn, struct destinations *out)
{
    const cs_detail *detail = insn->detail;

    for (unsigned i = 0; i < detail->regs_write_count; i++) {
        const struct reg *reg = reg_of(detail->regs_write[i]);

        if (!reg || is_wrong(insn->id, reg->name) ||
            (reg->class == REGISTER_GENERAL && reg->number == 4))
            continue;
        add(out, insn, reg);
    }
    for (int i = 0; i < CORRECTIONS; i++)
        if (corrections[i].id == insn->id && corrections[i].written)
            add(out, insn, register_by_name(corrections[i].name));
}

/* The comparand comes back in the accumulator, as wide as the operand. */
static void add_comparand(const cs_insn *insn, struct destinations *out)
{
    unsigned bytes = insn->detail->x86.operands[0].size;

    if (insn->id == X86_INS_CMPXCHG)
        add(out, insn,
            register_by_name(bytes == 8   ? "rax"
                             : bytes == 4 ? "eax"
                             : bytes == 2 ? "ax"
                                          : "al"));
}

/* capstone lists no results of x87 instructions. Opcode d8 to df, then ModR/M
 * (Intel SDM volume 2, appendix A.5). Returns i of st(i) as it is named after
 * the instruction, or -1 when no stack register is written. */
static int x87_result(uint8_t opcode, uint8_t modrm)
{
    unsigned reg = modrm >> 3 & 7, i = modrm & 7;
    bool memory = modrm < 0xc0;
    bool compares = reg == 2 || reg == 3;

    switch (opcode) {
    case 0xd8: return compares ? -1 : 0;
    case 0xd9:
        if (memory)
            return reg == 0 ? 0 : -1;
        return reg == 2 || modrm == 0xe4 || modrm == 0xe5 || modrm == 0xf6 ||
                       modrm == 0xf7
                   ? -1
                   : 0;
    case 0xda: return memory ? (compares ? -1 : 0) : reg < 4 ? 0 : -1;
    case 0xdb:
        return memory ? (reg == 0 || reg == 5 ? 0 : -1) : reg < 4 ? 0 : -1;
    case 0xdc: return compares ? -1 : memory ? 0 : (int)i;
    case 0xdd: return memory ? (reg == 0 ? 0 : -1) : reg == 2 ? (int)i : -1;
    case 0xde: return compares ? -1 : memory ? 0 : (int)i - 1;
    default: return memory && (reg == 0 || reg == 5) ? 0 : -1;
    }
}

static void add_x87(const cs_insn *insn, struct destinations *out)
{
    const cs_x86 *x86 = &insn->detail->x86;
    char name[4] = "st0";
    int i;

    if (x86->opcode[0] < 0xd8 || x86->opcode[0] > 0xdf || x86->opcode[1])
        return;
    i = x87_result(x86->opcode[0], x86->modrm);
    if (i < 0)
        return;
    name[2] = (char)('0' + i);
    add(out, insn, register_by_name(name));
}

void destinations_of(const cs_insn *insn, struct destinations *out)
{
    out->count = 0;
    if (only_transfers(insn) || insn->id == X86_INS_NOP)
        return;
    add_explicit(insn, out);
    add_implicit(insn, out);
    add_comparand(insn, out);
    add_x87(insn, out);
}

void insn_destinations(const struct text *text, const struct insn *insn,
                       struct destinations *out)
{
    const cs_insn *cs = disassemble(text->bytes + insn->offset, insn->length,
                                    text->address + insn->offset);

    out->count = 0;
    if (cs)
        destinations_of(cs, out);
}
