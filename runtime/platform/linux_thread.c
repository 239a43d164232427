/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* linux_thread.c - maps and unmaps what a thread needs for transactions. */

#define _GNU_SOURCE
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../counters.h"
#include "../flags.h"
#include "../thread.h"

__thread struct tandem_thread *tandem_thread_self;

static size_t whole_pages(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (size + page - 1) / page * page;
}

struct tandem_thread *tandem_thread_create(void)
{
    size_t page = whole_pages(1);
    size_t log = whole_pages((size_t)tandem_flags.log * 1024);
    size_t head = whole_pages(sizeof(struct tandem_thread) +
                              log / (3 * sizeof(uintptr_t)) * sizeof(uint32_t));
    size_t size = page + head + page + log + page;
    unsigned char *base =
        mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (base == MAP_FAILED)
        return NULL;
    if (mprotect(base + page, head, PROT_READ | PROT_WRITE) != 0 ||
        mprotect(base + page + head + page, log, PROT_READ | PROT_WRITE) != 0) {
        munmap(base, size);
        return NULL;
    }
    struct tandem_thread *thread = (void *)(base + page);
    thread->checkpoint.copy = thread->frame;
    thread->log = (uintptr_t)base + page + head + page;
    thread->log_end = thread->log + log;
    thread->log_limit = thread->log_end - TANDEM_LOG_RESERVE;
    thread->high = thread->log;
    thread->index = (void *)(thread + 1);
    thread->mapping = base;
    thread->mapping_size = size;
    thread->counts = tandem_counters_take();
    if (!thread->counts) {
        munmap(base, size);
        return NULL;
    }
    tandem_thread_self = thread;
    return thread;
}
