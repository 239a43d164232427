/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* rtm.c - the instructions of RTM, and their undefined neighbours. */

#include <stddef.h>

#include "rtm.h"
#include "kernel.h"
#include "transaction.h"

enum rtm { RTM_BEGIN, RTM_ABORT, RTM_END, RTM_TEST, RTM_KINDS };

/* c7 f8 rel32, c6 f8 imm8, 0f 01 d5, 0f 01 d6; c7 f9, c6 f9, 0f 01 d2 and
   0f 01 d3 are not defined. */
static const struct encoding {
    uint8_t opcode[3], fixed, trapping, length;
} encodings[] = {
    [RTM_BEGIN] = {{0xc7, 0xf8}, 2, 0xf9, 6},
    [RTM_ABORT] = {{0xc6, 0xf8}, 2, 0xf9, 3},
    [RTM_END] = {{0x0f, 0x01, 0xd5}, 3, 0xd2, 3},
    [RTM_TEST] = {{0x0f, 0x01, 0xd6}, 3, 0xd3, 3},
};

/* Set while rtm_traps tries, to what its XBEGIN falls back to. */
static volatile int trying;
enum { TRAPPED = 0x40 }; /* no status has this bit */

static int matches(const uint8_t *bytes, const struct encoding *encoding,
                   uint8_t last)
{
    for (unsigned i = 0; i + 1 < encoding->fixed; i++)
        if (bytes[i] != encoding->opcode[i])
            return 0;
    return bytes[encoding->fixed - 1] == last;
}

int rtm_trapping(const uint8_t *bytes, unsigned size, unsigned *at,
                 uint8_t *byte)
{
    for (unsigned i = 0; i < RTM_KINDS; i++) {
        const struct encoding *encoding = &encodings[i];
        unsigned last = encoding->fixed - 1u;
        if (size == encoding->length &&
            matches(bytes, encoding, encoding->opcode[last])) {
            *at = last;
            *byte = encoding->trapping;
            return 1;
        }
    }
    return 0;
}

static enum rtm recognise(const uint8_t *bytes, size_t size)
{
    for (unsigned i = 0; i < RTM_KINDS; i++) {
        const struct encoding *encoding = &encodings[i];
        uint8_t real = encoding->opcode[encoding->fixed - 1];
        if (size >= encoding->length &&
            (matches(bytes, encoding, real) ||
             matches(bytes, encoding, encoding->trapping)))
            return (enum rtm)i;
    }
    return RTM_KINDS;
}

static void begin(ucontext_t *context, uintptr_t next, const uint8_t *bytes)
{
    int32_t distance;
    bytes_copy(&distance, bytes + 2, sizeof(distance));
    uintptr_t fallback = next + (uintptr_t)(intptr_t)distance;
    if (!trying) {
        transaction_begin(context, fallback, next);
        return;
    }
    context->uc_mcontext.gregs[REG_RAX] = TRAPPED;
    context->uc_mcontext.gregs[REG_RIP] = (greg_t)fallback;
}

/* Sets ZF outside, and clears CF, PF, AF, SF, OF in any case. */
static void test(ucontext_t *context)
{
    greg_t *flags = &context->uc_mcontext.gregs[REG_EFL];
    *flags &= ~0x8d5;
    if (!transaction_is_open())
        *flags |= 0x40;
}

static void raise_general_protection(ucontext_t *context, siginfo_t *info)
{
    info->si_signo = SIGSEGV;
    info->si_code = SI_KERNEL;
    info->si_addr = NULL;
    context->uc_mcontext.gregs[REG_TRAPNO] = 13;
    context->uc_mcontext.gregs[REG_ERR] = 0;
}

static void end(ucontext_t *context, uintptr_t next, siginfo_t *info)
{
    if (transaction_is_open())
        transaction_end(context, next);
    else
        raise_general_protection(context, info);
}

int rtm_execute(ucontext_t *context, siginfo_t *info)
{
    uint8_t bytes[6];
    uintptr_t rip = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    size_t size = bytes_read(bytes, rip, sizeof(bytes));
    if (size < sizeof(bytes))
        size = bytes_read(bytes, rip, 3);
    enum rtm kind = recognise(bytes, size);
    if (kind == RTM_KINDS)
        return 0;
    uintptr_t next = rip + encodings[kind].length;
    if (kind == RTM_END) {
        end(context, next, info);
        return 1;
    }
    context->uc_mcontext.gregs[REG_RIP] = (greg_t)next;
    if (kind == RTM_BEGIN)
        begin(context, next, bytes);
    else if (kind == RTM_TEST)
        test(context);
    else if (transaction_is_open())
        transaction_abort(context, CAUSE_EXPLICIT, bytes[2]);
    return 1;
}

int rtm_traps(void)
{
    unsigned status = ~0u;
    trying = 1;
    __asm__ volatile("xbegin 1f\n"
                     "xend\n"
                     "1:"
                     : "+a"(status)
                     :
                     : "memory");
    trying = 0;
    return status == TRAPPED;
}
