/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.c - register names, and their bits in a stopped thread. */
#include "arch.h"

#include <cpuid.h>
#include <elf.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

/* Names of one general register at 64, 32, 16, 8 bit and, if any, bits 8-15;
 * in the order of their machine numbers. */
static const char *const general[16][5] = {
    {"rax", "eax", "ax", "al", "ah"},
    {"rcx", "ecx", "cx", "cl", "ch"},
    {"rdx", "edx", "dx", "dl", "dh"},
    {"rbx", "ebx", "bx", "bl", "bh"},
    {"rsp", "esp", "sp", "spl", NULL},
    {"rbp", "ebp", "bp", "bpl", NULL},
    {"rsi", "esi", "si", "sil", NULL},
    {"rdi", "edi", "di", "dil", NULL},
    {"r8", "r8d", "r8w", "r8b", NULL},
    {"r9", "r9d", "r9w", "r9b", NULL},
    {"r10", "r10d", "r10w", "r10b", NULL},
    {"r11", "r11d", "r11w", "r11b", NULL},
    {"r12", "r12d", "r12w", "r12b", NULL},
    {"r13", "r13d", "r13w", "r13b", NULL},
    {"r14", "r14d", "r14w", "r14b", NULL},
    {"r15", "r15d", "r15w", "r15b", NULL},
};

static const size_t general_place[16] = {
    offsetof(struct user_regs_struct, rax),
    offsetof(struct user_regs_struct, rcx),
    offsetof(struct user_regs_struct, rdx),
    offsetof(struct user_regs_struct, rbx),
    offsetof(struct user_regs_struct, rsp),
    offsetof(struct user_regs_struct, rbp),
    offsetof(struct user_regs_struct, rsi),
    offsetof(struct user_regs_struct, rdi),
    offsetof(struct user_regs_struct, r8),
    offsetof(struct user_regs_struct, r9),
    offsetof(struct user_regs_struct, r10),
    offsetof(struct user_regs_struct, r11),
    offsetof(struct user_regs_struct, r12),
    offsetof(struct user_regs_struct, r13),
    offsetof(struct user_regs_struct, r14),
    offsetof(struct user_regs_struct, r15),
};

static const struct family {
    const char *prefix;
    uint8_t class;
    uint8_t count;
    uint16_t width;
} families[] = {
    {"xmm", REGISTER_VECTOR, 32, 128}, {"ymm", REGISTER_VECTOR, 32, 256},
    {"zmm", REGISTER_VECTOR, 32, 512}, {"k", REGISTER_MASK, 8, 64},
    {"st", REGISTER_X87, 8, 80},       {"mm", REGISTER_MMX, 8, 64},
};

static const struct reg special[] = {
    {.name = "rflags", .class = REGISTER_FLAGS, .width = 64},
    {.name = "rip", .class = REGISTER_PC, .width = 64},
};
enum { SPECIAL = sizeof special / sizeof *special };

enum { GENERAL_NAMES = 16 * 4 + 4, FAMILY_NAMES = 3 * 32 + 3 * 8 };
static struct reg table[GENERAL_NAMES + FAMILY_NAMES + SPECIAL];
static size_t table_size;

static void fill_general(void)
{
    static const uint16_t width[5] = {64, 32, 16, 8, 8};

    for (uint8_t i = 0; i < 16; i++)
        for (int form = 0; form < 5; form++) {
            struct reg *reg = &table[table_size];

            if (!general[i][form])
                continue;
            *reg = (struct reg){.class = REGISTER_GENERAL,
                                .number = i,
                                .low = form == 4 ? 8 : 0,
                                .width = width[form]};
            strcpy(reg->name, general[i][form]);
            table_size++;
        }
}

static void fill_table(void)
{
    fill_general();
    for (size_t f = 0; f < sizeof families / sizeof *families; f++)
        for (uint8_t i = 0; i < families[f].count; i++) {
            struct reg *reg = &table[table_size++];

            *reg = (struct reg){.class = families[f].class,
                                .number = i,
                                .width = families[f].width};
            snprintf(reg->name, sizeof reg->name, "%s%u", families[f].prefix,
                     i);
        }
    for (int i = 0; i < SPECIAL; i++)
        table[table_size++] = special[i];
}

const struct reg *register_by_name(const char *name)
{
    if (!table_size)
        fill_table();
    for (size_t i = 0; i < table_size; i++)
        if (!strcmp(table[i].name, name))
            return &table[i];
    return NULL;
}

const struct reg *register_file_bit(unsigned index, unsigned *bit,
                                    unsigned *width)
{
    static const struct part {
        const char *prefix; /* NULL: the general registers */
        uint8_t count;
        uint8_t width;
    } parts[] = {
        {NULL, 16, 64},
        {"xmm", 16, 128},
        {"st", 8, 80},
        {"rip", 1, PC_BITS},
        {"rflags", 1, STATUS_FLAG_COUNT},
    };
    const struct part *part = parts;
    unsigned number;
    char name[16];

    while (index >= (unsigned)part->count * part->width) {
        index -= (unsigned)part->count * part->width;
        part++;
    }
    *width = part->width;
    *bit = index % part->width;
    number = index / part->width;
    if (!part->prefix)
        return register_by_name(general[number][0]);
    snprintf(name, sizeof name, part->count > 1 ? "%s%u" : "%s", part->prefix,
             number);
    return register_by_name(name);
}

uint64_t arch_spread_flags(uint64_t numbers)
{
    /* carry, parity, auxiliary, zero, sign, direction, overflow */
    static const uint8_t place[STATUS_FLAG_COUNT] = {0, 2, 4, 6, 7, 10, 11};
    uint64_t flags = 0;

    for (int i = 0; i < STATUS_FLAG_COUNT; i++)
        flags |= (numbers >> i & 1) << place[i];
    return flags;
}

/* The XSAVE image as ptrace shows it: standard format, Intel SDM 1, 13.4. */
struct xstate {
    _Alignas(64) uint8_t bytes[16384];
    size_t size;
};

enum {
    FEATURES_AT = 512,
    X87 = 0,
    SSE = 1,
    AVX = 2,
    OPMASK = 5,
    ZMM_HIGH = 6,
    ZMM_16_TO_31 = 7
};

static size_t component_place(unsigned component)
{
    unsigned size = 0, place = 0, ecx, edx;

    if (!__get_cpuid_count(0xd, component, &size, &place, &ecx, &edx))
        return 0;
    return size ? place : 0;
}

/* A piece of a register: LENGTH bytes at PLACE, in a feature component. */
struct piece {
    unsigned component;
    size_t place;
    size_t length;
};

static unsigned vector_pieces(const struct reg *reg, struct piece out[3])
{
    size_t n = reg->number;

    if (n >= 16) {
        out[0] = (struct piece){ZMM_16_TO_31, 64 * (n - 16), reg->width / 8u};
        return 1;
    }
    out[0] = (struct piece){SSE, 160 + 16 * n, 16};
    out[1] = (struct piece){AVX, 16 * n, 16};
    out[2] = (struct piece){ZMM_HIGH, 32 * n, 32};
    return reg->width == 128 ? 1 : reg->width == 256 ? 2 : 3;
}

/* Returns the number of pieces, their places absolute; 0 when this processor
 * does not have them. */
static unsigned pieces_of(const struct reg *reg, struct piece out[3])
{
    unsigned count = 1;

    switch (reg->class) {
    case REGISTER_VECTOR: count = vector_pieces(reg, out); break;
    case REGISTER_MASK:
        out[0] = (struct piece){OPMASK, 8u * reg->number, 8};
        break;
    default:
        out[0] = (struct piece){X87, 32 + 16u * reg->number, reg->width / 8u};
        break;
    }
    for (unsigned i = 0; i < count; i++) {
        size_t base;

        if (out[i].component == X87 || out[i].component == SSE)
            continue;
        base = component_place(out[i].component);
        if (!base)
            return 0;
        out[i].place += base;
    }
    return count;
}

static bool get_xstate(int pid, struct xstate *state)
{
    struct iovec io = {state->bytes, sizeof state->bytes};

    if (ptrace(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &io))
        return false;
    state->size = io.iov_len;
    return true;
}

static bool move_extended(int pid, const struct reg *reg,
                          uint64_t value[REGISTER_WORDS], bool write)
{
    static struct xstate state;
    struct piece piece[3];
    unsigned count = pieces_of(reg, piece);
    uint8_t *bytes = (uint8_t *)value;
    struct iovec io;
    uint64_t features;

    if (!count) {
        errno = ENODEV;
        return false;
    }
    if (!get_xstate(pid, &state))
        return false;
    memcpy(&features, state.bytes + FEATURES_AT, sizeof features);
    for (unsigned i = 0; i < count; bytes += piece[i++].length) {
        uint8_t *place = state.bytes + piece[i].place;

        if (write)
            memcpy(place, bytes, piece[i].length);
        else
            memcpy(bytes, place, piece[i].length);
        /* a component in its initial state is not loaded without its bit */
        features |= UINT64_C(1) << piece[i].component;
    }
    if (!write)
        return true;
    memcpy(state.bytes + FEATURES_AT, &features, sizeof features);
    io = (struct iovec){state.bytes, state.size};
    return ptrace(PTRACE_SETREGSET, pid, NT_X86_XSTATE, &io) == 0;
}

static size_t place_of(const struct reg *reg)
{
    return reg->class == REGISTER_FLAGS
               ? offsetof(struct user_regs_struct, eflags)
           : reg->class == REGISTER_PC ? offsetof(struct user_regs_struct, rip)
                                       : general_place[reg->number];
}

static bool is_general(const struct reg *reg)
{
    return reg->class == REGISTER_GENERAL || reg->class == REGISTER_FLAGS ||
           reg->class == REGISTER_PC;
}

static bool move_general(int pid, const struct reg *reg, uint64_t *value,
                         bool write)
{
    struct user_regs_struct regs;
    uint64_t whole;
    uint64_t mask = reg->width == 64
                        ? UINT64_MAX
                        : ((UINT64_C(1) << reg->width) - 1) << reg->low;
    char *place = (char *)&regs + place_of(reg);

    if (ptrace(PTRACE_GETREGS, pid, NULL, &regs))
        return false;
    memcpy(&whole, place, sizeof whole);
    if (!write) {
        *value = (whole & mask) >> reg->low;
        return true;
    }
    whole = (whole & ~mask) | ((*value << reg->low) & mask);
    memcpy(place, &whole, sizeof whole);
    regs.orig_rax = UINT64_MAX; /* no system call to restart */
    return ptrace(PTRACE_SETREGS, pid, NULL, &regs) == 0;
}

bool register_read(int pid, const struct reg *reg,
                   uint64_t value[REGISTER_WORDS])
{
    memset(value, 0, REGISTER_WORDS * sizeof *value);
    return is_general(reg) ? move_general(pid, reg, value, false)
                           : move_extended(pid, reg, value, false);
}

bool register_write(int pid, const struct reg *reg,
                    const uint64_t value[REGISTER_WORDS])
{
    uint64_t copy[REGISTER_WORDS];

    memcpy(copy, value, sizeof copy);
    return is_general(reg) ? move_general(pid, reg, copy, true)
                           : move_extended(pid, reg, copy, true);
}

/* Carry, parity, auxiliary, zero, sign, direction, overflow. */
enum { STATUS_FLAGS = 0xcd5, TRAP_FLAG = 0x100, R11 = 11 };

void arch_state(const struct tracee *tracee, uint64_t state[STATE_WORDS])
{
    struct user_regs_struct regs;

    memset(&regs, 0, sizeof regs);
    ptrace(PTRACE_GETREGS, tracee->tid, NULL, &regs);
    for (int i = 0; i < 16; i++)
        memcpy(&state[i], (char *)&regs + general_place[i], 8);
    /* stepping over a syscall shows its trap flag in r11 */
    state[R11] &= ~(uint64_t)TRAP_FLAG;
    state[16] = regs.eflags & STATUS_FLAGS;
    state[17] = regs.rip - tracee->bias;
}

const char *arch_state_name(unsigned word)
{
    return word < 16 ? general[word][0] : word == 16 ? "rflags" : "rip";
}
