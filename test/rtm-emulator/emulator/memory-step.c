/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory-step.c - memory is taken back line by line, by single steps.

   With the trap flag set, the processor traps after each instruction. In
   front of each, all lines it might write are saved, at their first mention
   in the transaction; rollback copies the saved lines back. A line counts
   against the limit once it differs from what was saved. */

#include <stddef.h>

#include "memory.h"
#include "arena.h"
#include "kernel.h"
#include "knobs.h"
#include "operands.h"
#include "registers.h"

enum { LINE = 64, LINES_MOST = 1 << 19, BUCKETS = 1 << 20, RECENT_MOST = 1024 };

struct saved_line {
    uintptr_t address;
    int written;
    uint8_t bytes[LINE];
};

struct step {
    unsigned count, written, recent_count;
    uint32_t transaction; /* entries of buckets are of one transaction */
    struct bucket {
        uint32_t transaction, line;
    } buckets[BUCKETS];
    unsigned recent[RECENT_MOST]; /* lines of the last instruction */
    struct saved_line lines[LINES_MOST];
};

static struct step *step;

static void create(void)
{
    step = arena_take(sizeof(*step));
}

static const char *prepare(void)
{
    return NULL;
}

static void begin(ucontext_t *context)
{
    (void)context;
    step->count = step->written = step->recent_count = 0;
    step->transaction++;
}

/* Where the line's number is, or is to be written. */
static struct bucket *find(uintptr_t address)
{
    uint64_t hash = (address / LINE) * 0x9e3779b97f4a7c15;
    for (unsigned at = (unsigned)(hash >> 44);; at++) {
        struct bucket *bucket = &step->buckets[at % BUCKETS];
        if (bucket->transaction != step->transaction ||
            step->lines[bucket->line].address == address)
            return bucket;
    }
}

/* What cannot be read cannot be written either. */
static int save(uintptr_t address)
{
    struct bucket *bucket = find(address);
    if (bucket->transaction != step->transaction) {
        if (step->count == LINES_MOST)
            return 0;
        struct saved_line *line = &step->lines[step->count];
        if (bytes_read(line->bytes, address, LINE) != LINE)
            return 1;
        line->address = address;
        line->written = 0;
        *bucket = (struct bucket){step->transaction, step->count++};
    }
    if (step->recent_count < RECENT_MOST)
        step->recent[step->recent_count++] = bucket->line;
    return 1;
}

static int differs(const struct saved_line *line)
{
    const uint64_t *now = (const uint64_t *)line->address;
    const uint64_t *then = (const uint64_t *)line->bytes;
    for (unsigned i = 0; i < LINE / sizeof(*now); i++)
        if (now[i] != then[i])
            return 1;
    return 0;
}

/* Counts what the last instruction has written. */
static enum cause look_back(void)
{
    for (unsigned i = 0; i < step->recent_count; i++) {
        struct saved_line *line = &step->lines[step->recent[i]];
        if (!line->written && differs(line)) {
            line->written = 1;
            step->written++;
        }
    }
    step->recent_count = 0;
    return knobs.lines && step->written > knobs.lines ? CAUSE_CAPACITY
                                                      : CAUSE_NONE;
}

static enum cause before(ucontext_t *context)
{
    struct window windows[WINDOWS_MOST];
    enum cause cause = look_back();
    if (cause)
        return cause;
    int count = operands_windows(context, windows);
    if (count < 0)
        return CAUSE_UNSUPPORTED;
    for (int i = 0; i < count; i++) {
        uintptr_t inside = windows[i].start % LINE;
        size_t size = inside + windows[i].size;
        for (size_t at = 0; at < size; at += LINE)
            if (!save(windows[i].start - inside + at))
                return CAUSE_CAPACITY;
    }
    context->uc_mcontext.gregs[REG_EFL] |= TRAP_FLAG;
    return CAUSE_NONE;
}

static enum cause commit(void)
{
    return look_back();
}

/* Only what differs: the lines may be read-only. */
static void rollback(void)
{
    for (unsigned i = 0; i < step->count; i++) {
        const struct saved_line *line = &step->lines[i];
        if (differs(line))
            bytes_copy((void *)line->address, line->bytes, LINE);
    }
}

const struct memory memory_step = {.name = "step",
                                   .create = create,
                                   .prepare = prepare,
                                   .begin = begin,
                                   .before = before,
                                   .commit = commit,
                                   .rollback = rollback};
