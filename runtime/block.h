/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* block.h - copies and clears memory without calling memcpy or memset.

   The program may have its own, hardened: they would begin a transaction. The
   empty asm keeps compilers from making a call of the loop. */

#ifndef TANDEM_BLOCK_H
#define TANDEM_BLOCK_H

#include <stddef.h>
#include <stdint.h>

typedef uintptr_t tandem_word __attribute__((may_alias, aligned(1)));

/* The order of the program for all that one thread and its handlers see. */
#define TANDEM_ORDER() __asm__ volatile("" ::: "memory")

/* By words and not by vectors: what was just pushed by words could not be
   forwarded to the load of a vector. */
static inline void tandem_block_copy(void *to, const void *from, size_t size)
{
    enum { WORD = sizeof(tandem_word), STEP = 4 * WORD };
    unsigned char *out = to;
    const unsigned char *in = from;
    for (; size >= STEP; size -= STEP, in += STEP, out += STEP) {
        const tandem_word *words = (const void *)in;
        tandem_word a = words[0], b = words[1], c = words[2], d = words[3];
        tandem_word *copies = (void *)out;
        copies[0] = a, copies[1] = b, copies[2] = c, copies[3] = d;
        TANDEM_ORDER();
    }
    for (; size >= WORD; size -= WORD, in += WORD, out += WORD) {
        *(tandem_word *)(void *)out = *(const tandem_word *)(const void *)in;
        TANDEM_ORDER();
    }
    for (; size; size--) {
        *out++ = *in++;
        TANDEM_ORDER();
    }
}

enum { TANDEM_BLOCK_CLEARED = 64 };

/* Clears the bytes up to the end, and fewer than TANDEM_BLOCK_CLEARED more. */
static inline void tandem_block_clear(uintptr_t at, uintptr_t end)
{
    typedef uintptr_t vector
        __attribute__((vector_size(16), may_alias, aligned(1)));
    for (; at < end; at += TANDEM_BLOCK_CLEARED) {
        vector *out = (vector *)at;
        for (unsigned i = 0; i < TANDEM_BLOCK_CLEARED / sizeof(*out); i++)
            out[i] = (vector){0};
        TANDEM_ORDER();
    }
}

#endif
