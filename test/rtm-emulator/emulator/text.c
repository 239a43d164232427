/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* text.c - makes the program's RTM instructions trap where they would not.

   The executable parts are decoded from their start to their end. Data among
   the code may throw the decoder out of step for some instructions; it finds
   back by itself. */

#include <link.h>
#include <string.h>
#include <sys/mman.h>

#include "text.h"
#include "instruction.h"
#include "kernel.h"
#include "report.h"
#include "rtm.h"

enum { PAGE = 4096 };

static void make_writable(uint8_t *at, int also)
{
    uintptr_t page = (uintptr_t)at & ~(uintptr_t)(PAGE - 1);
    if (kernel_call3(SYS_mprotect, (long)page, PAGE,
                     PROT_READ | PROT_EXEC | also))
        report_fatal("the text cannot be changed", "mode=off runs real RTM");
}

static void change(uint8_t *at, uint8_t byte)
{
    make_writable(at, PROT_WRITE);
    *at = byte;
    make_writable(at, 0);
}

static void sweep(uint8_t *start, size_t size)
{
    for (size_t i = 0; i < size;) {
        struct instruction insn;
        unsigned at;
        uint8_t byte;
        unsigned most = size - i < INSTRUCTION_MOST ? (unsigned)(size - i)
                                                    : INSTRUCTION_MOST;
        if (!instruction_decode(start + i, most, &insn)) {
            i++;
            continue;
        }
        if (rtm_trapping(start + i, insn.length, &at, &byte))
            change(start + i + at, byte);
        i += insn.length;
    }
}

/* The C library uses RTM only if told to, and its XTESTs only choose between
   two ways to do the same. */
static int is_left_alone(const char *name)
{
    return strstr(name, "linux-vdso") || strstr(name, "/libc.so") ||
           strstr(name, "/ld-linux");
}

static int visit(struct dl_phdr_info *object, size_t size, void *data)
{
    (void)size;
    (void)data;
    if (is_left_alone(object->dlpi_name))
        return 0;
    for (unsigned i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type == PT_LOAD && (part->p_flags & PF_X))
            sweep((uint8_t *)object->dlpi_addr + part->p_vaddr, part->p_memsz);
    }
    return 0;
}

void text_make_trap(void)
{
    dl_iterate_phdr(visit, NULL);
}
