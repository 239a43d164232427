/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory-scan.c - memory is taken back page by page.

   All writable memory is registered for asynchronous write protection, so
   that the kernel notes which pages are written without telling anybody.
   Begin copies the pages written since the last begin to their shadow and
   protects them again: the shadow is then a copy of all pages. Rollback
   copies the pages written since begin back, and drops those that were not
   there. In between the program runs at full speed.

   The kernel reports pages as written that were only read for the first time.
   That costs a copy, or a drop, and is no error. */

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "memory.h"
#include "arena.h"
#include "dispatch.h"
#include "kernel.h"
#include "knobs.h"
#include "mappings.h"
#include "pagemap.h"
#include "report.h"
#include "shadow.h"
#include "statistics.h"

enum { REGIONS_MOST = 1 << 18, CHUNK = 256, DESCRIPTORS_FROM = 500 };

struct scan {
    int opened;
    int userfault, pagemap, maps;
    unsigned mapping_count, region_count;
    unsigned long written_pages, fresh_pages;
    struct mapping mappings[MAPPINGS_MOST];
    /* What was there at begin, in order of the addresses. */
    struct pagemap_region regions[REGIONS_MOST];
};

static struct scan *scan;

static void create(void)
{
    scan = arena_take(sizeof(*scan));
    shadow_create();
}

/* Out of the way of programs that count their descriptors. */
static int move_up(int file)
{
    long moved =
        kernel_call3(SYS_fcntl, file, F_DUPFD_CLOEXEC, DESCRIPTORS_FROM);
    if (file < 0 || moved < 0)
        return file;
    kernel_call3(SYS_close, file, 0, 0);
    return (int)moved;
}

static int open_userfault(void)
{
    struct uffdio_api api = {.api = UFFD_API,
                             .features = UFFD_WP_ASYNC | UFFD_WP_UNPOPULATED};
    int file = (int)kernel_call3(SYS_userfaultfd,
                                 O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE, 0, 0);
    if (file >= 0 &&
        kernel_call3(SYS_ioctl, file, (long)UFFDIO_API, (long)&api)) {
        kernel_call3(SYS_close, file, 0, 0);
        return -1;
    }
    return move_up(file);
}

/* One step of a walk; the result is the number of regions, or -errno. */
static long walk(struct pagemap_scan *arguments)
{
    return kernel_call3(SYS_ioctl, scan->pagemap, (long)PAGEMAP_IOCTL_SCAN,
                        (long)arguments);
}

static const char *prepare(void)
{
    if (scan->opened) {
        kernel_call3(SYS_close, scan->userfault, 0, 0);
        kernel_call3(SYS_close, scan->pagemap, 0, 0);
        kernel_call3(SYS_close, scan->maps, 0, 0);
    }
    scan->opened = 1;
    scan->userfault = open_userfault();
    if (scan->userfault < 0)
        return "userfaultfd cannot write-protect without waiting here";
    scan->pagemap = move_up((int)kernel_call3(
        SYS_open, (long)"/proc/self/pagemap", O_RDONLY | O_CLOEXEC, 0));
    struct pagemap_scan nothing = {.size = sizeof(nothing)};
    if (scan->pagemap < 0 || walk(&nothing) < 0)
        return "the kernel has no PAGEMAP_SCAN";
    scan->maps = move_up(mappings_open());
    if (scan->maps < 0)
        return "/proc/self/maps cannot be opened";
    return dispatch_arm() ? NULL : "the kernel has no system call dispatch";
}

static void enlist(const struct mapping *mapping)
{
    struct uffdio_register area = {
        .range = {mapping->start, mapping->end - mapping->start},
        .mode = UFFDIO_REGISTER_MODE_WP};
    if (kernel_call3(SYS_ioctl, scan->userfault, (long)UFFDIO_REGISTER,
                     (long)&area))
        report_fatal("a mapping cannot be write-protected", "use mode=step");
}

/* Protects what is there, and appends it to the regions. */
static void protect(const struct mapping *mapping)
{
    struct pagemap_scan arguments = {.size = sizeof(arguments),
                                     .flags = PAGEMAP_PROTECT |
                                              PAGEMAP_CHECK_REGISTERED,
                                     .start = mapping->start,
                                     .end = mapping->end,
                                     .any_of = PAGE_PRESENT | PAGE_SWAPPED,
                                     .returned = PAGE_WRITTEN};
    while (arguments.start < mapping->end) {
        arguments.regions = (uintptr_t)(scan->regions + scan->region_count);
        arguments.regions_most = REGIONS_MOST - scan->region_count;
        if (arguments.regions_most == 0)
            report_fatal("memory is in too many pieces", "use mode=step");
        long got = walk(&arguments);
        if (got == -EPERM) {
            enlist(mapping);
            continue;
        }
        if (got < 0)
            report_fatal("PAGEMAP_SCAN failed", "use mode=step");
        scan->region_count += (unsigned)got;
        arguments.start = arguments.walk_end;
    }
}

static void begin(ucontext_t *context)
{
    (void)context;
    scan->mapping_count = mappings_list(scan->maps, scan->mappings);
    scan->region_count = 0;
    for (unsigned i = 0; i < scan->mapping_count; i++)
        protect(&scan->mappings[i]);
    for (unsigned i = 0; i < scan->region_count; i++) {
        const struct pagemap_region *region = &scan->regions[i];
        for (uintptr_t page = region->start; page < region->end;
             page += PAGE_SIZE)
            if ((region->categories & PAGE_WRITTEN) || !shadow_has(page))
                shadow_save(page);
    }
}

/* Calls the function for each region written since begin. */
static void for_written(void (*function)(const struct pagemap_region *,
                                         const struct mapping *))
{
    struct pagemap_region regions[CHUNK];
    for (unsigned i = 0; i < scan->mapping_count; i++) {
        const struct mapping *mapping = &scan->mappings[i];
        struct pagemap_scan arguments = {.size = sizeof(arguments),
                                         .start = mapping->start,
                                         .end = mapping->end,
                                         .regions = (uintptr_t)regions,
                                         .regions_most = CHUNK,
                                         .all_of = PAGE_WRITTEN,
                                         .any_of = PAGE_PRESENT | PAGE_SWAPPED,
                                         .returned = PAGE_WRITTEN};
        while (arguments.start < mapping->end) {
            long got = walk(&arguments);
            if (got < 0)
                report_fatal("PAGEMAP_SCAN failed", "use mode=step");
            for (long k = 0; k < got; k++)
                function(&regions[k], mapping);
            arguments.start = arguments.walk_end;
        }
    }
}

/* Whether the page was there at begin. */
static int was_there(uintptr_t page)
{
    unsigned low = 0, high = scan->region_count;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (scan->regions[middle].end <= page)
            low = middle + 1;
        else
            high = middle;
    }
    return low < scan->region_count && scan->regions[low].start <= page;
}

static void count(const struct pagemap_region *region,
                  const struct mapping *mapping)
{
    (void)mapping;
    for (uintptr_t page = region->start; page < region->end;
         page += PAGE_SIZE) {
        scan->written_pages++;
        scan->fresh_pages += !was_there(page);
    }
}

static enum cause commit(void)
{
    if (!knobs.pages && !knobs.strict && !knobs.stats)
        return CAUSE_NONE;
    scan->written_pages = scan->fresh_pages = 0;
    for_written(count);
    if (knobs.pages && scan->written_pages > knobs.pages)
        return CAUSE_CAPACITY;
    if (knobs.strict && scan->fresh_pages)
        return CAUSE_FRESH;
    statistics->pages += scan->written_pages;
    return CAUSE_NONE;
}

static void take_back(const struct pagemap_region *region,
                      const struct mapping *mapping)
{
    for (uintptr_t page = region->start; page < region->end;
         page += PAGE_SIZE) {
        if (was_there(page))
            shadow_bring_back(page);
        else if (mapping->shared)
            report_fatal("a shared page was written that was not there before",
                         "use mode=step");
        else if (kernel_call3(SYS_madvise, (long)page, PAGE_SIZE,
                              MADV_DONTNEED))
            report_fatal("a page cannot be dropped", "use mode=step");
    }
}

static void rollback(void)
{
    for_written(take_back);
}

const struct memory memory_scan = {.name = "scan",
                                   .create = create,
                                   .prepare = prepare,
                                   .begin = begin,
                                   .commit = commit,
                                   .rollback = rollback};
