/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* operands.c - which memory an instruction may write. */

#include "operands.h"
#include "instruction.h"
#include "kernel.h"
#include "registers.h"

enum { VECTOR = 64, XSAVE_AREA = 16384, X87_AREA = 128 };

struct operands {
    ucontext_t *context;
    const struct instruction *insn;
    struct window *windows;
    int count;
};

static uintptr_t value(const struct operands *o, unsigned number)
{
    return (uintptr_t)*registers_general(o->context, number);
}

static void add(struct operands *o, uintptr_t start, size_t size)
{
    o->windows[o->count++] = (struct window){start, size};
}

/* The first word of the thread's block is its own address (x86-64 psABI). */
static uintptr_t segment_base(const struct instruction *insn)
{
    uintptr_t base = 0;
    if (insn->segment == 0x64)
        __asm__("mov %%fs:0, %0" : "=r"(base));
    return base;
}

static uintptr_t address(const struct operands *o, int64_t displacement)
{
    const struct instruction *insn = o->insn;
    uintptr_t sum = (uintptr_t)displacement;
    if (insn->base == RIP_REGISTER)
        sum += (uintptr_t)o->context->uc_mcontext.gregs[REG_RIP] + insn->length;
    else if (insn->base != NO_REGISTER)
        sum += value(o, insn->base);
    if (insn->index != NO_REGISTER)
        sum += value(o, insn->index) << insn->scale;
    if (insn->address_32)
        sum = (uint32_t)sum;
    return sum + segment_base(insn);
}

/* Instructions whose operand is longer than a vector. */
static size_t operand_size(const struct instruction *insn)
{
    if (insn->map == MAP_0F && (insn->opcode == 0xae || insn->opcode == 0xc7))
        return XSAVE_AREA;
    if (insn->map == MAP_ONE_BYTE && insn->opcode == 0xdd)
        return X87_AREA;
    return VECTOR;
}

static void modrm_windows(struct operands *o)
{
    const struct instruction *insn = o->insn;
    add(o, address(o, insn->displacement), operand_size(insn));
    /* A displacement of one byte counts in units that only tables of all
       opcodes know: 2, 4, ... 64. */
    if (insn->encoding == ENCODING_EVEX && insn->short_displacement)
        for (unsigned shift = 1; shift <= 6; shift++)
            add(o, address(o, (int64_t)insn->displacement << shift), VECTOR);
}

/* Memory that no modrm byte names. */
static void implicit_windows(struct operands *o)
{
    const struct instruction *insn = o->insn;
    const uintptr_t rdi = value(o, 7), rsp = value(o, 4);
    /* Whatever pushes, pushes here. */
    add(o, rsp - 8, 8);
    if (insn->map == MAP_ONE_BYTE) {
        uint8_t string = insn->opcode & 0xfe;
        if (string == 0xa4 || string == 0xaa)
            add(o, insn->address_32 ? (uint32_t)rdi : rdi, 8);
        if (string == 0xa2)
            add(o, insn->offset + segment_base(insn), 8);
    }
    /* maskmovdqu, maskmovq */
    if (insn->map == MAP_0F && insn->opcode == 0xf7)
        add(o, rdi + segment_base(insn), 16);
}

/* One-byte opcodes: in, out, int, iret, hlt, far calls and enter, which no
   compiler emits. */
static int untold_one_byte(const struct instruction *insn)
{
    static const uint8_t opcodes[] = {0x6c, 0x6d, 0x6e, 0x6f, 0xc8, 0xca, 0xcb,
                                      0xcd, 0xcf, 0xe4, 0xe5, 0xe6, 0xe7, 0xec,
                                      0xed, 0xee, 0xef, 0xf1, 0xf4};
    for (unsigned i = 0; i < sizeof(opcodes); i++)
        if (insn->opcode == opcodes[i])
            return 1;
    return 0;
}

/* What aborts on processors too (syscall, cpuid), or writes where only
   registers say (scatters, movdir64b, tiles). 0f 01 is a mixed bag: only the
   four of RTM, their undefined neighbours, and xgetbv are let through. */
static int untold(const struct instruction *insn)
{
    if (insn->segment == 0x65)
        return 1;
    switch (insn->map) {
    case MAP_ONE_BYTE: return untold_one_byte(insn);
    case MAP_0F:
        if (insn->opcode == 0x01)
            return insn->modrm != 0xd0 &&
                   (insn->modrm < 0xd2 || insn->modrm > 0xd6);
        return insn->opcode == 0x05 || insn->opcode == 0x34 ||
               insn->opcode == 0xa2;
    case MAP_0F38:
        return insn->encoding == ENCODING_LEGACY
                   ? insn->opcode == 0xf8
                   : (insn->opcode >= 0xa0 && insn->opcode <= 0xa3) ||
                         insn->opcode == 0xc6 || insn->opcode == 0xc7 ||
                         insn->opcode == 0x4b;
    default: return 0;
    }
}

static int is_gather(const struct instruction *insn)
{
    return insn->encoding != ENCODING_LEGACY && insn->map == MAP_0F38 &&
           insn->opcode >= 0x90 && insn->opcode <= 0x93;
}

int operands_windows(ucontext_t *context, struct window *windows)
{
    uint8_t bytes[INSTRUCTION_MOST];
    struct instruction insn;
    struct operands o = {context, &insn, windows, 0};
    uintptr_t rip = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    unsigned size = (unsigned)bytes_read(bytes, rip, sizeof(bytes));
    if (size == 0) {
        /* The page behind may be missing, and this one long enough. */
        size = (unsigned)bytes_read(bytes, rip, -rip & 4095);
    }
    if (size == 0)
        return 0;
    if (!instruction_decode(bytes, size, &insn) || untold(&insn))
        return -1;
    implicit_windows(&o);
    if (insn.has_memory && !is_gather(&insn))
        modrm_windows(&o);
    return o.count;
}
