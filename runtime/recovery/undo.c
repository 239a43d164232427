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

__thread struct tandem_transaction __tandem_transaction = {
    .position = TANDEM_LOG_NOWHERE};

/* Where those append that have no log; nobody reads it. They have no room, so
   that each of their tests leads here again. */
static unsigned char scratch[TANDEM_LOG_OLD + TANDEM_LOG_RESERVE]
    __attribute__((aligned(64)));

static const char DAMAGED[] = "damaged undo log";

/* Of headers (abi.h): an address of a program leaves the topmost bits free. 0
   is no generation: what was never written is no header. */
enum { WORD = sizeof(uintptr_t), GENERATION_SHIFT = 8 * WORD - 5 };
enum { GENERATIONS = 1 << 5 };

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
    return thread;
}

/* Whether the position is one that may be flushed in a transaction. */
static int is_in_log(const struct tandem_thread *thread, uintptr_t position)
{
    return position - thread->log <= thread->log_end - thread->log;
}

/* Forgets what is in the log up to `end`: its headers are of another generation
   then. They are cleared before theirs comes again. */
static void forget_log(struct tandem_thread *thread, uintptr_t end)
{
    /* Where a fault in it points nobody knows what was used. */
    if (!is_in_log(thread, end))
        end = thread->log_end;
    if (end > thread->high)
        thread->high = end;
    if (++thread->generation == GENERATIONS) {
        uintptr_t used = thread->high + TANDEM_LOG_RESERVE;
        tandem_block_clear(thread->log,
                           used < thread->log_end ? used : thread->log_end);
        thread->high = thread->log;
        thread->generation = 1;
    }
    __tandem_transaction.generation = thread->generation << GENERATION_SHIFT;
    __tandem_transaction.position = thread->log;
}

void tandem_undo_finish(struct tandem_thread *thread)
{
    forget_log(thread, __tandem_transaction.position);
}

/* Whether something may have been appended in front of a position out of the
   log. Not where no memory is: that would have been a crash. */
static int may_be_used(uintptr_t position)
{
    return tandem_port_is_readable(position) ||
           tandem_port_is_readable(position - TANDEM_LOG_RESERVE) ||
           tandem_port_is_readable(position + TANDEM_LOG_OLD) ||
           tandem_port_is_readable(position + TANDEM_LOG_OLD -
                                   TANDEM_LOG_RESERVE);
}

/* What was appended before the position went astray is in the log, and nothing
   since: that can be rolled back. */
void __tandem_undo_damaged(const void *site)
{
    struct tandem_transaction *now = &__tandem_transaction;
    const struct tandem_thread *thread = tandem_thread_self;
    if (!now->limit)
        return;
    if (!thread)
        tandem_stop(DAMAGED, site);
    if (!is_in_log(thread, now->position)) {
        if (may_be_used(now->position))
            tandem_stop(DAMAGED, site);
        now->position = thread->log;
    }
    __tandem_detected(site);
}

/* The second half of __tandem_undo_begin, after checkpoint.S has filled in the
   registers. Returns to the caller of the first. */
void tandem_undo_open(uintptr_t frame_end, const struct tandem_site *site,
                      uintptr_t hole_begin, uintptr_t hole_end,
                      struct tandem_thread *thread, uintptr_t sp)
{
    struct tandem_checkpoint *checkpoint = &thread->checkpoint;
    struct tandem_transaction *now = &__tandem_transaction;
    if (now->limit && !is_in_log(thread, now->position))
        tandem_stop(DAMAGED, site);
    now->limit = 0;
    TANDEM_ORDER();
    forget_log(thread, now->position);

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
    const uintptr_t end = now->position + WORD + words(size);
    if (!is_in_log(thread, now->position))
        tandem_stop(DAMAGED, thread->site);
    if (size > TANDEM_LOG_ROOM || end > thread->log_soft_end) {
        now->limit = 0; /* committed */
        tandem_counters_add(thread->counts, TANDEM_COUNT_LOG_FULL);
        return;
    }
    uintptr_t *header = (uintptr_t *)now->position;
    uintptr_t *old = (uintptr_t *)(now->position + TANDEM_LOG_OLD);
    old[0] = size;
    tandem_block_copy(old + 1, address, size);
    TANDEM_ORDER();
    *header = ((uintptr_t)address << TANDEM_LOG_CODE_BITS | TANDEM_LOG_RANGE) ^
              now->generation;
    TANDEM_ORDER();
    now->position = end;
}

struct entry {
    uintptr_t address;
    size_t size;
    const void *old;
    uintptr_t next; /* where the entry behind it has its header */
};

/* Whether there is an entry. It may go beyond the end of the log: then it is
   none that was appended. */
static int read_entry(const struct tandem_thread *thread, uintptr_t at,
                      struct entry *entry)
{
    const uintptr_t header = *(const uintptr_t *)at;
    const uintptr_t address_mask = ((uintptr_t)1 << GENERATION_SHIFT) - 1;
    const uintptr_t code = header & ((1 << TANDEM_LOG_CODE_BITS) - 1);
    const uintptr_t *old = (const uintptr_t *)(at + TANDEM_LOG_OLD);
    if (header >> GENERATION_SHIFT != thread->generation)
        return 0;
    entry->address = (header & address_mask) >> TANDEM_LOG_CODE_BITS;
    if (code == TANDEM_LOG_RANGE) {
        entry->size = old[0];
        entry->old = old + 1;
        entry->next = entry->size < TANDEM_LOG_ROOM
                          ? at + WORD + words(entry->size)
                          : UINTPTR_MAX;
    } else {
        entry->size = (size_t)1 << code;
        entry->old = old;
        entry->next = at + words(entry->size);
    }
    return 1;
}

/* Fills in the index. The number of entries, or -1 if this is no log; `end` is
   where it ends. */
static long read_log(struct tandem_thread *thread, uintptr_t *end)
{
    long entries = 0;
    struct entry entry;
    uintptr_t at = thread->log;
    for (;; entries++, at = entry.next) {
        *end = at;
        if (at == thread->log_end || !read_entry(thread, at, &entry))
            return entries;
        if (entry.next > thread->log_end)
            return -1;
        thread->index[entries] = (uint32_t)(at - thread->log);
    }
}

void tandem_thread_reset(struct tandem_thread *thread)
{
    uintptr_t end;
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    if (read_log(thread, &end) < 0)
        end = thread->log_end;
    forget_log(thread, end);
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
    if (entries < 0 ||
        __tandem_transaction.position - thread->log > end - thread->log)
        tandem_stop(DAMAGED, site);
    while (entries--) {
        struct entry entry;
        read_entry(thread, thread->log + thread->index[entries], &entry);
        put_back_outside(dead, thread->checkpoint.sp, entry.address, entry.old,
                         entry.size);
    }
    __tandem_transaction.limit = 0;
    TANDEM_ORDER();
    forget_log(thread, end);
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
