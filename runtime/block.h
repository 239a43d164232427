/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* block.h - copies and clears memory without calling memcpy or memset.

   The program may have its own, hardened: they would begin a transaction. The
   empty asm keeps compilers from making a call of the loop. */

#ifndef TANDEM_BLOCK_H
#define TANDEM_BLOCK_H

#include <stddef.h>
#include <stdint.h>

typedef uintptr_t tandem_word __attribute__((may_alias, aligned(1)));

static inline void tandem_block_copy(void *to, const void *from, size_t size)
{
    unsigned char *out = to;
    const unsigned char *in = from;
    size_t done = 0;
    for (; done + sizeof(tandem_word) <= size; done += sizeof(tandem_word)) {
        *(tandem_word *)(void *)(out + done) =
            *(const tandem_word *)(const void *)(in + done);
        __asm__ volatile("" ::: "memory");
    }
    for (; done < size; done++) {
        out[done] = in[done];
        __asm__ volatile("" ::: "memory");
    }
}

static inline void tandem_block_clear(void *at, size_t size)
{
    unsigned char *out = at;
    size_t done = 0;
    for (; done + sizeof(tandem_word) <= size; done += sizeof(tandem_word)) {
        *(tandem_word *)(void *)(out + done) = 0;
        __asm__ volatile("" ::: "memory");
    }
    for (; done < size; done++) {
        out[done] = 0;
        __asm__ volatile("" ::: "memory");
    }
}

#endif
