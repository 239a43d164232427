/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* undo.c - recovery in software: an undo log and checkpoints.

   docs/transactions.md is the contract with the pass. Memory order: all of it
   is used by one thread and by signal handlers in it, so that the compiler's
   order is enough; `limit` is set last and cleared first. */

#include "undo.h"

#include "../block.h"
#include "../core.h"
#include "../counters.h"
#include "../platform.h"
#include "../policy.h"
#include "../recovery.h"
#include "../suspension.h"
#include "../thread.h"

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
struct tandem_thread *tandem_undo_prepare(uintptr_t sp)
{
    struct tandem_transaction *now = &__tandem_transaction;
    now->limit = 0;
    tandem_signals_start();
    struct tandem_thread *thread = tandem_suspension_thread(sp);
    now->frame = 0;
    now->position = thread ? thread->log : (uintptr_t)scratch;
    TANDEM_ORDER();
    if (!thread)
        now->limit = (uintptr_t)scratch + TANDEM_LOG_RESERVE;
    return thread;
}

static int is_in_log(const struct tandem_thread *thread, uintptr_t position)
{
    return position - thread->log <= thread->log_end - thread->log;
}

void tandem_undo_finish(struct tandem_thread *thread)
{
    uintptr_t *position = &__tandem_transaction.position;
    if (is_in_log(thread, *position))
        tandem_block_clear(thread->log, *position);
    *position = 0;
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
    TANDEM_ORDER();
    /* Where a fault in it points nobody knows what was used. */
    tandem_block_clear(thread->log, is_in_log(thread, now->position)
                                        ? now->position
                                        : thread->log_end);
    now->position = thread->log;

    if (hole_begin == hole_end)
        hole_begin = hole_end = frame_end;
    size_t low = hole_begin - sp;
    size_t high = frame_end - hole_end;
    /* Each by itself: with a fault in an argument their sum may wrap. */
    if (low > TANDEM_FRAME_ROOM || high > TANDEM_FRAME_ROOM - low) {
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
    thread->attempts = thread->handed_over = 0;
    now->frame = frame_end;
    TANDEM_ORDER();
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
    TANDEM_ORDER();
    entry[1] = size;
    TANDEM_ORDER();
    now->position = thread->high;
}

/* Fills in the index. The number of entries, or -1 if this is no log; `end` is
   where it ends. */
static long read_log(struct tandem_thread *thread, uintptr_t *end)
{
    enum { WORD = sizeof(uintptr_t) };
    long entries = 0;
    uintptr_t at = thread->log;
    for (;; entries++) {
        *end = at;
        if (thread->log_end - at < 3 * WORD)
            return entries;
        uintptr_t size = ((const uintptr_t *)at)[1];
        if (!size)
            return entries;
        if (size > thread->log_end - at - 2 * WORD)
            return -1;
        thread->index[entries] = (uint32_t)(at - thread->log);
        at += 2 * WORD + words(size);
    }
}

/* Whatever was logged, and where an append was cut short: at most one entry
   behind the others, of a range or of less than the reserve. */
static void clear_log(struct tandem_thread *thread, uintptr_t end)
{
    if (end < thread->high)
        end = thread->high;
    end += TANDEM_LOG_RESERVE;
    if (end > thread->log_end)
        end = thread->log_end;
    tandem_block_clear(thread->log, end);
    thread->high = thread->log;
    __tandem_transaction.position = thread->log;
}

void tandem_thread_reset(struct tandem_thread *thread)
{
    uintptr_t end;
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    if (read_log(thread, &end) < 0)
        end = thread->log_end;
    clear_log(thread, end);
    thread->checkpoint.resuming = 0;
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

static void tell(const char *reason, const struct tandem_site *site)
{
    struct tandem_suspension suspension;
    tandem_suspend(&suspension, (uintptr_t)__builtin_frame_address(0), 0, 0);
    tandem_tell(TANDEM_ROLLED_BACK, reason, site);
    tandem_suspend_end(&suspension);
}

static void undo(struct tandem_thread *thread, const struct tandem_site *site)
{
    enum { OWN_STACK = 2048 };
    uintptr_t dead = (uintptr_t)__builtin_frame_address(0) - OWN_STACK;
    uintptr_t end;
    long entries = read_log(thread, &end);
    if (entries < 0 || end < __tandem_transaction.position)
        tandem_stop("damaged undo log", site);
    while (entries--) {
        const uintptr_t *entry =
            (const uintptr_t *)(thread->log + thread->index[entries]);
        put_back_outside(dead, thread->checkpoint.sp, entry[0],
                         (const unsigned char *)(entry + 2), entry[1]);
    }
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    clear_log(thread, end);
}

void tandem_undo_roll_back(struct tandem_checkpoint *checkpoint,
                           uintptr_t signal, const void *site)
{
    struct tandem_thread *thread = (struct tandem_thread *)checkpoint;
    struct tandem_signals held;
    tandem_port_hold_signals(&held);
    undo(thread, site);
    tandem_count(TANDEM_COUNT_ROLLBACKS);
    tandem_count(TANDEM_COUNT_RETRIES);
    if (signal)
        tandem_count(TANDEM_COUNT_CRASHES);
    tandem_port_release_signals(&held);
    tell(signal ? "crash signal" : TANDEM_REASON, site);
    __tandem_transaction.limit = thread->log_limit;
    tandem_checkpoint_resume(checkpoint);
}

/* Whether what runs at this stack pointer is in an open transaction. Its owner
   may have been left by other means than a return. */
static int is_in_transaction(const struct tandem_thread *thread, uintptr_t sp)
{
    return thread && __tandem_transaction.limit &&
           sp < __tandem_transaction.frame;
}

int tandem_undo_takes_crash(struct tandem_thread *thread, uintptr_t sp)
{
    if (!is_in_transaction(thread, sp) || thread->handed_over)
        return 0;
    if (!tandem_policy_retry(&thread->attempts)) {
        thread->handed_over = 1;
        return 0;
    }
    thread->checkpoint.resuming = 1;
    return 1;
}

const char *tandem_undo_recover(const struct tandem_site *site)
{
    struct tandem_thread *thread = tandem_thread_self;
    if (thread && thread->checkpoint.resuming)
        return "replicas differ while rolling back";
    if (!is_in_transaction(thread, (uintptr_t)__builtin_frame_address(0)))
        return TANDEM_REASON;
    if (!tandem_policy_retry(&thread->attempts))
        return thread->attempts ? "replicas differ, retries are used up"
                                : TANDEM_REASON;
    thread->checkpoint.resuming = 1;
    tandem_checkpoint_leave(&thread->checkpoint, tandem_undo_roll_back, 0,
                            site);
}
