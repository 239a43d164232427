/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* arena.c - one large mapping, most of which is never touched.

   The pages at both ends are inaccessible: the kernel would merge it with a
   neighbour otherwise, and one mapping would be the program's and ours. */

#include <sys/mman.h>

#include "arena.h"
#include "kernel.h"
#include "report.h"

enum { PAGE = 4096 };

static const size_t arena_size = 192ul << 30;
static uintptr_t arena;
static size_t used = PAGE;

void arena_create(void)
{
    long base =
        kernel_call6(SYS_mmap, 0, (long)arena_size, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base < 0 && base > -PAGE)
        report_fatal("cannot reserve 192 GiB of addresses",
                     "allow it (ulimit -v, vm.overcommit_memory)");
    arena = (uintptr_t)base;
    kernel_call3(SYS_mprotect, base + PAGE, (long)arena_size - 2 * PAGE,
                 PROT_READ | PROT_WRITE);
    kernel_call3(SYS_madvise, base, (long)arena_size, MADV_DONTDUMP);
}

void *arena_take(size_t size)
{
    void *taken = (void *)(arena + used);
    used += (size + PAGE - 1) & ~(size_t)(PAGE - 1);
    if (used > arena_size - PAGE)
        report_fatal("the arena is too small", "make it larger in arena.c");
    return taken;
}

int arena_holds(uintptr_t address)
{
    return address - arena < arena_size;
}
