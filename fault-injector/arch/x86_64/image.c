/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* image.c - the moved copy of .text as a thing: what it consists of, and which
 * address is which instruction's. relocate.c fills it. */
#include "image.h"

#include "die.h"
#include "errand.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 4096 };

static size_t round_up(size_t size)
{
    return (size + PAGE - 1) / PAGE * PAGE;
}

/* Code and counters must not share pages, or the processor takes each count
 * for self-modifying code. */
static size_t data_size(const struct text *text)
{
    return round_up((text->count + SLOT_FIRST_COUNTER) * (size_t)SLOT_BYTES) +
           PAGE;
}

size_t image_room(const struct text *text)
{
    /* twice as many instructions as now, were the rest learnt */
    return data_size(text) * 2 + (size_t)text->count * 48 +
           (size_t)text->size * 2 + (1u << 20) + ERRAND_BYTES;
}

struct image *image_new(const struct text *text, uint64_t bias, uint64_t area,
                        const struct insn *const *stops, unsigned count)
{
    struct image *image = allocate(1, sizeof *image);

    *image = (struct image){
        .text = text,
        .count = text->count,
        .bias = bias,
        .area = area,
        .code_at = data_size(text),
        .stops = allocate(count, sizeof *image->stops),
        .stop_count = count,
        .stopped = allocate(text->count, sizeof *image->stopped),
        .copy_at = allocate(text->count, sizeof *image->copy_at),
        .body_at = allocate(text->count, sizeof *image->body_at),
        .fixups = allocate(2ul * text->count, sizeof *image->fixups),
        .overlay = allocate(text->size, 1),
    };
    for (unsigned i = 0; i < count; i++) {
        image->stops[i].insn = stops[i];
        image->stopped[stops[i] - text->insns] = true;
    }
    return image;
}

void image_resolve(struct image *image, const struct layout *layout)
{
    uint64_t text = image->text->address + image->bias;
    uint64_t code = image->area + image->code_at;

    for (uint32_t i = 0; i < image->fixup_count; i++) {
        const struct fixup *f = &image->fixups[i];
        uint32_t distance = image->copy_at[f->insn] - (f->at + 4);

        memcpy(image->code + f->at, &distance, sizeof distance);
    }
    memcpy(image->overlay, layout->template, image->text->size);
    for (uint32_t i = 0; i < layout->jump_count; i++) {
        const struct layout_jump *j = &layout->jumps[i];
        uint32_t distance =
            (uint32_t)(code + image->copy_at[j->insn] - (text + j->at + 4));

        memcpy(image->overlay + j->at, &distance, sizeof distance);
    }
}

void image_measure(struct image *image)
{
    image->area_size = image->code_at + round_up(image->code_size);
}

void image_free(struct image *image)
{
    free(image->stops);
    free(image->stopped);
    free(image->copy_at);
    free(image->body_at);
    free(image->fixups);
    free(image->overlay);
    free(image->code);
    free(image);
}

uint64_t image_forward(const struct image *image, int64_t offset)
{
    int32_t index;

    if (image->window.count || !text_at(image->text, offset))
        return 0;
    index = image->text->at[offset];
    if ((uint32_t)index >= image->count) /* learnt since */
        return 0;
    return image->area + image->code_at + image->copy_at[index];
}

uint64_t image_body(const struct image *image, const struct insn *insn)
{
    return image->area + image->code_at +
           image->body_at[insn - image->text->insns];
}

const struct insn *image_backward(const struct image *image, uint64_t address)
{
    uint64_t at = address - image->area - image->code_at;
    uint32_t low = 0, high = image->count;

    if (at >= image->code_size)
        return NULL;
    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (image->body_at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < image->count && image->body_at[low] == at
               ? &image->text->insns[low]
               : NULL;
}

size_t image_counter(const struct image *image, const struct insn *insn)
{
    size_t index = (size_t)(insn - image->text->insns);

    return (SLOT_FIRST_COUNTER + index) * SLOT_BYTES;
}

uint64_t image_errand(const struct image *image)
{
    return image->area + image->area_size - ERRAND_BYTES;
}
