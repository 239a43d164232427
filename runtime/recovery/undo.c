/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* undo.c - recovery in software: an undo log and checkpoints.

   docs/transactions.md is the contract with the pass. Memory order: all of it
   is used by one thread and by signal handlers in it, so that the compiler's
   order is enough; `limit` is set last and cleared first. */

#include "undo.h"

#include "../block.h"
#include "../core.h"
#include "../counters.h"
#include "../policy.h"
#include "../thread.h"

#define ORDER() __asm__ volatile("" ::: "memory")

__thread struct tandem_transaction __tandem_transaction;

/* Where those append that have no log; nobody reads it. */
static unsigned char scratch[2 * TANDEM_LOG_RESERVE]
    __attribute__((aligned(64)));

static uintptr_t words(size_t size)
{
    return (size + sizeof(uintptr_t) - 1) / sizeof(uintptr_t) *
           sizeof(uintptr_t);
}

/* For checkpoint.S: the calling thread; NULL when it can have no transaction.
   Even then the position is valid. */
struct tandem_thread *tandem_undo_prepare(void)
{
    __tandem_transaction.limit = 0;
    struct tandem_thread *thread = tandem_thread_create();
    __tandem_transaction.position = thread ? thread->log : (uintptr_t)scratch;
    return thread;
}

/* The second half of __tandem_undo_begin, after checkpoint.S has filled in the
   registers. Returns to the caller of the first. */
void tandem_undo_open(uintptr_t frame_end, const struct tandem_site *site,
                      uintptr_t hole_begin, uintptr_t hole_end,
                      struct tandem_thread *thread, uintptr_t sp)
{
    struct tandem_checkpoint *checkpoint = &thread->checkpoint;
    struct tandem_transaction *now = &__tandem_transaction;
    now->limit = 0;
    ORDER();
    tandem_block_clear((void *)thread->log, now->position - thread->log);
    now->position = thread->log;

    if (hole_begin == hole_end)
        hole_begin = hole_end = frame_end;
    size_t low = hole_begin - sp;
    size_t high = frame_end - hole_end;
    if (low + high > TANDEM_FRAME_ROOM) {
        tandem_counters_add(thread->counts, TANDEM_COUNT_BIG_FRAMES);
        return;
    }
    tandem_block_copy(thread->frame, (const void *)sp, low);
    tandem_block_copy(thread->frame + low, (const void *)hole_end, high);
    checkpoint->low_size = low;
    checkpoint->high = hole_end;
    checkpoint->high_size = high;
    thread->site = site;
    tandem_counters_add(thread->counts, TANDEM_COUNT_TRANSACTIONS);
    thread->attempts = 0;
    now->frame = frame_end;
    ORDER();
    now->limit = thread->log_limit;
}

void __tandem_undo_range(const void *address, size_t size)
{
    struct tandem_transaction *now = &__tandem_transaction;
    struct tandem_thread *thread = tandem_thread_self;
    if (!now->limit || !thread || !size)
        return;
    uintptr_t *entry = (uintptr_t *)now->position;
    if (size > thread->log_limit ||
        now->position + 2 * sizeof(*entry) + words(size) > thread->log_limit) {
        now->limit = 0; /* committed */
        tandem_counters_add(thread->counts, TANDEM_COUNT_LOG_FULL);
        return;
    }
    thread->high = now->position + 2 * sizeof(*entry) + words(size);
    entry[0] = (uintptr_t)address;
    tandem_block_copy(entry + 2, address, size);
    ORDER();
    entry[1] = size;
    ORDER();
    now->position = thread->high;
}

/* Fills in the index; the number of entries, or -1 if this is no log. */
static long read_log(struct tandem_thread *thread)
{
    uintptr_t at = thread->log;
    long entries = 0;
    for (;;) {
        const uintptr_t *entry = (const uintptr_t *)at;
        if (thread->log_end - at < 3 * sizeof(*entry) || !entry[1])
            break;
        if (entry[1] > thread->log_end - at - 2 * sizeof(*entry))
            return -1;
        thread->index[entries++] = (uint32_t)(at - thread->log);
        at += 2 * sizeof(*entry) + words(entry[1]);
    }
    if (at < __tandem_transaction.position)
        return -1;
    if (at > thread->high)
        thread->high = at;
    return entries;
}

static void put_back(uintptr_t address, const void *old, size_t size)
{
    /* Atomic for other threads that look on. */
    switch (address % size ? 0 : size) {
    case 1: *(volatile uint8_t *)address = *(const uint8_t *)old; break;
    case 2: *(volatile uint16_t *)address = *(const uint16_t *)old; break;
    case 4: *(volatile uint32_t *)address = *(const uint32_t *)old; break;
    case sizeof(uint64_t):
        *(volatile uint64_t *)address = *(const uint64_t *)old;
        break;
    default: tandem_block_copy((void *)address, old, size);
    }
}

/* The dead stack is not written to: this code runs there. */
static void put_back_outside(uintptr_t begin, uintptr_t end, uintptr_t address,
                             const unsigned char *old, size_t size)
{
    if (address >= end || address + size <= begin) {
        put_back(address, old, size);
        return;
    }
    if (address < begin)
        put_back(address, old, begin - address);
    if (address + size > end)
        put_back(end, old + (end - address), address + size - end);
}

/* Runs on the stack below the checkpoint. */
static void roll_back(struct tandem_checkpoint *checkpoint, uintptr_t reason,
                      const void *site)
{
    struct tandem_thread *thread = (struct tandem_thread *)checkpoint;
    enum { OWN_STACK = 2048 };
    uintptr_t dead = (uintptr_t)__builtin_frame_address(0) - OWN_STACK;
    long entries = read_log(thread);
    if (entries < 0)
        tandem_stop("the undo log is damaged", site);
    for (long i = entries - 1; i >= 0; i--) {
        const uintptr_t *entry =
            (const uintptr_t *)(thread->log + thread->index[i]);
        put_back_outside(dead, checkpoint->sp, entry[0],
                         (const unsigned char *)(entry + 2), entry[1]);
    }
    uintptr_t used = thread->high + TANDEM_LOG_RESERVE;
    if (used > thread->log_end)
        used = thread->log_end;
    tandem_block_clear((void *)thread->log, used - thread->log);
    thread->high = thread->log;
    __tandem_transaction.position = thread->log;
    ORDER();
    __tandem_transaction.limit = thread->log_limit;
    (void)reason;
    tandem_checkpoint_resume(checkpoint);
}

void tandem_undo_recover(const struct tandem_site *site)
{
    struct tandem_thread *thread = tandem_thread_self;
    if (!thread || !__tandem_transaction.limit)
        return;
    if (thread->checkpoint.resuming)
        return;
    if (!tandem_policy_retry(thread))
        return;
    thread->checkpoint.resuming = 1;
    tandem_count(TANDEM_COUNT_ROLLBACKS);
    tandem_count(TANDEM_COUNT_RETRIES);
    tandem_checkpoint_leave(&thread->checkpoint, roll_back, 0, site);
}
