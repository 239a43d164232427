/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux_thread.c - maps and unmaps what a thread needs for transactions.

   One mapping: a guard page before, between and behind an alternate stack for
   signals, the struct with the index, and more around the log. A thread's first
   begin may be anywhere, in a signal handler too: system calls and
   pthread_setspecific only, which allocates from the 33rd key of a process on,
   and ours is made before main. */

#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../counters.h"
#include "../flags.h"
#include "../suspension.h"
#include "linux_signals.h"

enum { SIGNAL_STACK = 64 * 1024 };

/* Reserved on both sides of the log, so that a position with a flipped bit,
   unless it is a high one, leads to no memory of the program: the crash is
   rolled back. The distance of the columns leaves as much between them. */
enum { REACH = 512 * 1024 };
_Static_assert(TANDEM_LOG_ROOM + TANDEM_LOG_RESERVE < TANDEM_LOG_OLD,
               "the first column ends in front of the second");

static pthread_key_t key;
static unsigned char key_is_made;

static size_t whole_pages(size_t size, size_t page)
{
    return (size + page - 1) / page * page;
}

/* Lays out the mapping: NULL, or the struct with its addresses filled in. */
static struct tandem_thread *map_thread(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t column = whole_pages((size_t)tandem_flags.log * 1024 / 2, page);
    size_t log = TANDEM_LOG_OLD + column;
    size_t index = column / sizeof(uintptr_t) * sizeof(uint32_t);
    size_t stack = whole_pages(SIGNAL_STACK, page);
    size_t head = whole_pages(sizeof(struct tandem_thread) + index, page);
    size_t size = stack + head + log + 2 * page + 2 * REACH;
    unsigned char *base =
        mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return NULL;
    unsigned char *at_head = base + page + stack + page;
    unsigned char *at_log = at_head + head + REACH;
    const int usable = PROT_READ | PROT_WRITE;
    if (mprotect(base + page, stack, usable) != 0 ||
        mprotect(at_head, head, usable) != 0 ||
        mprotect(at_log, column, usable) != 0 ||
        mprotect(at_log + TANDEM_LOG_OLD, column, usable) != 0) {
        munmap(base, size);
        return NULL;
    }
    struct tandem_thread *thread = (void *)at_head;
    thread->mapping = base;
    thread->mapping_size = size;
    thread->signal_stack = base + page;
    thread->signal_stack_size = stack;
    thread->checkpoint.copy = thread->frame;
    thread->index = (void *)(thread + 1);
    thread->log = thread->high = (uintptr_t)at_log;
    thread->log_end = thread->log + column;
    thread->log_soft_end = thread->log_end - TANDEM_LOG_RESERVE;
    thread->log_limit = thread->log_soft_end - TANDEM_LOG_ROOM;
    return thread;
}

static void free_thread(struct tandem_thread *thread)
{
    tandem_signal_stack_take(thread);
    if (thread->counts)
        tandem_counters_give(thread->counts);
    munmap(thread->mapping, thread->mapping_size);
}

struct tandem_thread *tandem_thread_create(void)
{
    struct tandem_thread *thread = map_thread();
    if (!thread)
        return NULL;
    thread->counts = tandem_counters_take(thread);
    /* A signal handler may have been here in between. */
    if (!thread->counts || tandem_thread_own()) {
        free_thread(thread);
        return NULL;
    }
    tandem_signal_stack_give(thread);
    if (key_is_made)
        pthread_setspecific(key, thread);
    return thread;
}

/* Destructors of the program's keys and variables may be hardened and run
   after this one: it has itself called again, in the last rounds. */
static void on_thread_end(void *argument)
{
    enum { ROUNDS = 2 };
    struct tandem_thread *thread = argument;
    if (thread->ends++ < ROUNDS && pthread_setspecific(key, thread) == 0)
        return;
    tandem_thread_ended();
    free_thread(thread);
}

static void forget_thread(void *thread)
{
    munmap(((struct tandem_thread *)thread)->mapping,
           ((struct tandem_thread *)thread)->mapping_size);
}

/* The child has its own statistics, and no other threads. */
static void on_fork(void)
{
    const void *own = key_is_made ? pthread_getspecific(key) : NULL;
    tandem_signals_forked();
    tandem_forget_counts();
    tandem_counters_forget(own ? own : tandem_thread_own(), forget_thread);
}

void tandem_threads_start(void)
{
    key_is_made = pthread_key_create(&key, on_thread_end) == 0;
    pthread_atfork(NULL, NULL, on_fork);
}

void tandem_threads_stop(void)
{
    if (key_is_made)
        pthread_key_delete(key);
    key_is_made = 0;
}
