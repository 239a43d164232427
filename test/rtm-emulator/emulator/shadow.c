/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* shadow.c - copies of pages, found by an array over all addresses.

   The array has a word for each page of the 47 bits a program may use; the
   kernel backs only the parts that are touched. */

#include "shadow.h"
#include "arena.h"
#include "kernel.h"
#include "report.h"

enum { ADDRESS_BITS = 47, PAGE_BITS = 12 };

static const uint32_t places_most = 4u << 20; /* 16 GiB of copies */

struct shadow {
    uint32_t *place_of; /* of each page; 0: none */
    uint32_t places;
    uint8_t *copies;
};

static struct shadow *shadow;

void shadow_create(void)
{
    shadow = arena_take(sizeof(*shadow));
    shadow->place_of =
        arena_take(sizeof(uint32_t) << (ADDRESS_BITS - PAGE_BITS));
    shadow->copies = arena_take((size_t)places_most << PAGE_BITS);
}

int shadow_has(uintptr_t page)
{
    return shadow->place_of[page >> PAGE_BITS] != 0;
}

static uint8_t *copy_of(uintptr_t page)
{
    uint32_t *place = &shadow->place_of[page >> PAGE_BITS];
    if (*place == 0) {
        if (++shadow->places == places_most)
            report_fatal("more than 16 GiB of memory", "use mode=step");
        *place = shadow->places;
    }
    return shadow->copies + ((size_t)*place << PAGE_BITS);
}

void shadow_save(uintptr_t page)
{
    bytes_copy(copy_of(page), (const void *)page, PAGE_SIZE);
}

void shadow_bring_back(uintptr_t page)
{
    bytes_copy((void *)page, copy_of(page), PAGE_SIZE);
}
