/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* flags.c - which arithmetic flags an instruction writes, from capstone's
 * table, and where that table is wrong. */
#include "disassembler.h"

enum flag {
    CF = 1 << 0,
    PF = 1 << 2,
    AF = 1 << 4,
    ZF = 1 << 6,
    SF = 1 << 7,
    OF = 1 << 11,
    ALL = CF | PF | AF | ZF | SF | OF,
};

#define WRITES(name) \
    (X86_EFLAGS_MODIFY_##name | X86_EFLAGS_RESET_##name | X86_EFLAGS_SET_##name)

static uint64_t table_of(uint64_t effects, bool undefined)
{
    const struct {
        uint64_t flag, writes, undefined;
    } row[] = {
        {CF, WRITES(CF), X86_EFLAGS_UNDEFINED_CF},
        {PF, WRITES(PF), X86_EFLAGS_UNDEFINED_PF},
        {AF, WRITES(AF), X86_EFLAGS_UNDEFINED_AF},
        {ZF, WRITES(ZF), X86_EFLAGS_UNDEFINED_ZF},
        {SF, WRITES(SF), X86_EFLAGS_UNDEFINED_SF},
        {OF, WRITES(OF), X86_EFLAGS_UNDEFINED_OF},
    };
    uint64_t result = 0;

    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (effects & (undefined ? row[i].undefined : row[i].writes))
            result |= row[i].flag;
    return result;
}

static const struct correction {
    unsigned id;
    uint64_t written;
} corrections[] = {
#define FLAGS(id, written) {X86_INS_##id, written},
#include "flags.def"
#undef FLAGS
};

/* The table of effects has entries for instructions that share a name with
 * one that has them (cmpsd); the list of registers has not. */
static bool writes_flags(const cs_insn *insn)
{
    for (unsigned i = 0; i < insn->detail->regs_write_count; i++)
        if (insn->detail->regs_write[i] == X86_REG_EFLAGS)
            return true;
    return false;
}

struct flags_effect flags_of(const cs_insn *insn)
{
    uint64_t effects = insn->detail->x86.eflags;
    struct flags_effect effect = {0, 0};

    for (size_t i = 0; i < sizeof corrections / sizeof *corrections; i++)
        if (corrections[i].id == insn->id)
            return (struct flags_effect){corrections[i].written, 0};
    /* x87 instructions have another table in the same place */
    if (!writes_flags(insn) || cs_insn_group(disassembler(), insn, X86_GRP_FPU))
        return effect;
    effect.written = table_of(effects, false);
    effect.undefined = table_of(effects, true) & ~effect.written;
    return effect;
}

struct flags_effect insn_flags_written(const struct text *text,
                                       const struct insn *insn)
{
    const cs_insn *cs = disassemble(text->bytes + insn->offset, insn->length,
                                    text->address + insn->offset);

    return cs ? flags_of(cs) : (struct flags_effect){0, 0};
}
