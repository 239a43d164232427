/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* transaction.h - what the pass emits with recovery undo, written by hand. */

#ifndef TANDEM_TEST_TRANSACTION_H
#define TANDEM_TEST_TRANSACTION_H

#include <tandem/tandem.h>

#include <stddef.h>
#include <stdint.h>

#define NOINLINE __attribute__((noinline))

static inline int tx_is_open(void)
{
    return __tandem_transaction.limit != 0;
}

/* Only in a function with a frame of its own: it is the frame's end. */
#define TX_FRAME_END ((uintptr_t)__builtin_frame_address(0) + sizeof(uintptr_t))

/* Cuts or begins, in any case. */
#define TX_BEGIN(site) \
    __tandem_undo_begin((const void *)TX_FRAME_END, site, NULL, NULL)

/* What stands at entries, behind calls and at the heads of loops. */
#define TX_TEST(site)                                                    \
    do {                                                                 \
        if (__tandem_transaction.position - __tandem_transaction.limit >= \
            TANDEM_LOG_ROOM)                                             \
            TX_BEGIN(site);                                              \
    } while (0)

#define TX_BARRIER() __asm__ volatile("" ::: "memory")

/* In front of what cannot be undone. */
static inline void tx_end(void)
{
    TX_BARRIER();
    __tandem_transaction.limit = 0;
    TX_BARRIER();
}

/* Before a return. */
#define TX_RETURN()                                        \
    do {                                                   \
        if (__tandem_transaction.frame == TX_FRAME_END)    \
            tx_end();                                      \
    } while (0)

/* Of a size that is a power of two. */
static inline void tx_log(void *address, size_t size)
{
    uintptr_t *header = (uintptr_t *)__tandem_transaction.position;
    size_t words = (size + sizeof(uintptr_t) - 1) / sizeof(uintptr_t);
    __builtin_memcpy((char *)header + TANDEM_LOG_OLD, address, size);
    TX_BARRIER();
    *header = ((uintptr_t)address << TANDEM_LOG_CODE_BITS |
               (uintptr_t)__builtin_ctzl(size)) ^
              __tandem_transaction.generation;
    TX_BARRIER();
    __tandem_transaction.position = (uintptr_t)(header + words);
}

#define TX_STORE(place, value)              \
    do {                                    \
        tx_log(&(place), sizeof(place));    \
        *(volatile __typeof__(place) *)&(place) = (value); \
    } while (0)

#endif
