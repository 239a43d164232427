/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* decode.c - what the relocator has to know of one instruction, by capstone. */
#include "text.h"

#include "arch.h"
#include "die.h"
#include "disassembler.h"
#include "length.h"

#include <capstone/capstone.h>
#include <stdio.h>
#include <string.h>

static cs_insn *buffer;

csh disassembler(void)
{
    static csh handle;

    if (!handle) {
        if (cs_open(CS_ARCH_X86, CS_MODE_64, &handle) != CS_ERR_OK)
            die("capstone does not support x86-64");
        cs_option(handle, CS_OPT_DETAIL, CS_OPT_ON);
        buffer = cs_malloc(handle);
    }
    return handle;
}

const cs_insn *disassemble(const uint8_t *bytes, size_t size, uint64_t address)
{
    csh handle = disassembler();

    return cs_disasm_iter(handle, &bytes, &size, &address, buffer) ? buffer
                                                                   : NULL;
}

static bool kills_flags(unsigned id)
{
    switch (id) {
    case X86_INS_ADD:
    case X86_INS_SUB:
    case X86_INS_CMP:
    case X86_INS_TEST:
    case X86_INS_AND:
    case X86_INS_OR:
    case X86_INS_XOR:
    case X86_INS_NEG:
    case X86_INS_INC:
    case X86_INS_DEC:
    case X86_INS_UCOMISS:
    case X86_INS_UCOMISD:
    case X86_INS_COMISS:
    case X86_INS_COMISD: return true;
    default: return false;
    }
}

/* What capstone calls flags, other than the direction and interrupt flag. */
static bool reads_flags(const cs_insn *insn)
{
    const uint64_t tests = X86_EFLAGS_TEST_OF | X86_EFLAGS_TEST_SF |
                           X86_EFLAGS_TEST_ZF | X86_EFLAGS_TEST_PF |
                           X86_EFLAGS_TEST_CF | X86_EFLAGS_TEST_AF;
    bool fpu = cs_insn_group(disassembler(), insn, X86_GRP_FPU);

    for (unsigned i = 0; i < insn->detail->regs_read_count; i++)
        if (insn->detail->regs_read[i] == X86_REG_EFLAGS)
            return true;
    return !fpu && (insn->detail->x86.eflags & tests);
}

static bool is_direct(const cs_insn *insn)
{
    return insn->detail->x86.op_count > 0 &&
           insn->detail->x86.operands[0].type == X86_OP_IMM;
}

static uint8_t kind_of(const cs_insn *insn)
{
    switch (insn->id) {
    case X86_INS_JMP: return is_direct(insn) ? INSN_JUMP : INSN_JUMP_INDIRECT;
    case X86_INS_CALL: return is_direct(insn) ? INSN_CALL : INSN_CALL_INDIRECT;
    case X86_INS_RET:
    case X86_INS_RETF:
    case X86_INS_RETFQ:
    case X86_INS_IRETQ:
    case X86_INS_IRETD:
    case X86_INS_LJMP: return INSN_JUMP_INDIRECT;
    case X86_INS_JRCXZ:
    case X86_INS_JECXZ:
    case X86_INS_LOOP:
    case X86_INS_LOOPE:
    case X86_INS_LOOPNE: return INSN_SHORT_BRANCH;
    case X86_INS_SYSCALL:
    case X86_INS_INT:
    case X86_INS_SYSENTER: return INSN_SYSCALL;
    case X86_INS_XBEGIN: return INSN_BEGIN;
    case X86_INS_UD2:
    case X86_INS_HLT:
    case X86_INS_INT3: return INSN_STOP;
    default:
        return cs_insn_group(disassembler(), insn, X86_GRP_JUMP) &&
                       is_direct(insn)
                   ? INSN_BRANCH
                   : INSN_PLAIN;
    }
}

/* capstone's encoding.disp_offset is right for every rip-relative operand of
 * the legacy encodings; elsewhere the ModR/M byte comes before it. */
static uint8_t displacement_of(const cs_insn *insn)
{
    const cs_x86 *x86 = &insn->detail->x86;

    for (unsigned i = 0; i < x86->op_count; i++)
        if (x86->operands[i].type == X86_OP_MEM &&
            x86->operands[i].mem.base == X86_REG_RIP)
            return x86->encoding.disp_offset
                       ? x86->encoding.disp_offset
                       : (uint8_t)(x86->encoding.modrm_offset + 1);
    return 0;
}

static bool repeats(const cs_insn *insn)
{
    uint8_t prefix = insn->detail->x86.prefix[0];

    if (prefix != X86_PREFIX_REP && prefix != X86_PREFIX_REPNE)
        return false;
    switch (insn->detail->x86.opcode[0]) {
    case 0xa4:
    case 0xa5:
    case 0xa6:
    case 0xa7:
    case 0xaa:
    case 0xab:
    case 0xac:
    case 0xad:
    case 0xae:
    case 0xaf:
    case 0x6c:
    case 0x6d:
    case 0x6e:
    case 0x6f: return insn->detail->x86.opcode[1] == 0;
    default: return false;
    }
}

bool decode_insn(const uint8_t *bytes, size_t size, uint64_t address,
                 struct insn *insn)
{
    const cs_insn *cs = disassemble(bytes, size, address);
    struct destinations destinations;

    *insn = (struct insn){.kind = INSN_PLAIN};
    if (!cs) {
        insn->length = (uint8_t)insn_length(bytes, size, &insn->displacement);
        insn->flags = INSN_OPAQUE | INSN_READS_FLAGS;
        return insn->length != 0;
    }
    insn->length = (uint8_t)cs->size;
    insn->kind = kind_of(cs);
    insn->displacement = displacement_of(cs);
    if (insn->kind != INSN_PLAIN && is_direct(cs))
        insn->target = cs->detail->x86.operands[0].imm;
    if (reads_flags(cs))
        insn->flags |= INSN_READS_FLAGS;
    if (kills_flags(cs->id))
        insn->flags |= INSN_KILLS_FLAGS;
    if (cs->id == X86_INS_NOP || cs->id == X86_INS_INT3)
        insn->flags |= INSN_PADDING;
    if (repeats(cs))
        insn->flags |= INSN_REPEATS;
    destinations_of(cs, &destinations);
    if (destinations.count)
        insn->flags |= INSN_WRITES;
    if (flags_of(cs).written)
        insn->flags |= INSN_WRITES_FLAGS;
    return true;
}

uint64_t insn_mentions(const struct text *text, const struct insn *insn)
{
    const uint8_t *bytes = text->bytes + insn->offset;
    uint64_t next = text->address + insn->offset + insn->length;
    int32_t value;

    if (insn->kind != INSN_PLAIN || insn->length < 5)
        return 0;
    if (insn->displacement) {
        memcpy(&value, bytes + insn->displacement, sizeof value);
        return next + (uint64_t)(int64_t)value;
    }
    /* mov r32, imm32 and its like end in an absolute address */
    memcpy(&value, bytes + insn->length - sizeof value, sizeof value);
    return value > 0 && !text->program->relocatable ? (uint64_t)value : 0;
}

void insn_print(const struct text *text, const struct insn *insn, char *out,
                size_t size)
{
    const cs_insn *cs = disassemble(text->bytes + insn->offset, insn->length,
                                    text->address + insn->offset);

    if (cs)
        snprintf(out, size, "%s%s%s", cs->mnemonic, cs->op_str[0] ? " " : "",
                 cs->op_str);
    else
        snprintf(out, size, "(unknown instruction of %u bytes)", insn->length);
}
