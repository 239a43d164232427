/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* relocate.c - writes the moved copy of .text. See relocate.h for what it
 * promises; every sequence added here leaves flags, registers and stack (the
 * red zone included) as it found them. */
#include "image.h"

#include "die.h"

#include <string.h>

enum { MAX_COPY = 128, RCX = 1 };

struct writer {
    struct image *image;
    const struct layout *layout;
    enum probe_kind kind;
};

/* --- bytes ------------------------------------------------------------- */

static void put(struct writer *w, const void *bytes, size_t size)
{
    struct image *image = w->image;

    memcpy(image->code + image->code_size, bytes, size);
    image->code_size += size;
}

#define PUT(w, ...) \
    put(w, (const uint8_t[]){__VA_ARGS__}, sizeof(const uint8_t[]){__VA_ARGS__})

static uint64_t here(const struct writer *w)
{
    return w->image->area + w->image->code_at + w->image->code_size;
}

static void put32(struct writer *w, uint32_t value)
{
    put(w, &value, sizeof value);
}

/* A displacement to the absolute address TO, counted from the end of an
 * instruction with TAIL more bytes behind the displacement. */
static void put_relative(struct writer *w, uint64_t to, size_t tail)
{
    int64_t distance = (int64_t)(to - (here(w) + 4 + tail));

    if (distance != (int32_t)distance)
        die("the code of '%s' cannot be moved: 0x%llx is out of reach",
            w->image->text->program->path, (unsigned long long)to);
    put32(w, (uint32_t)distance);
}

static uint64_t original(const struct writer *w, int64_t offset)
{
    return w->image->text->address + w->image->bias + (uint64_t)offset;
}

/* The rel32 of a jump to wherever OFFSET is executed. */
static void put_jump_target(struct writer *w, int64_t offset)
{
    struct image *image = w->image;
    const struct text *text = image->text;

    if (image->window.count || !text_at(text, offset)) {
        put_relative(w, original(w, offset), 0);
        return;
    }
    image->fixups[image->fixup_count++] = (struct fixup){
        .at = (uint32_t)image->code_size,
        .insn = text->at[offset],
    };
    put32(w, 0);
}

/* --- probes ------------------------------------------------------------ */

/* An instruction with one 64-bit register and a slot as operands; returns its
 * length. */
static size_t put_slot_insn(struct writer *w, uint8_t opcode, uint8_t reg,
                            size_t slot)
{
    size_t before = w->image->code_size;

    if (w->image->text->threaded) { /* gs: [slot] */
        PUT(w, 0x65, 0x48, opcode, (uint8_t)(0x04 | reg << 3), 0x25);
        put32(w, (uint32_t)(slot * SLOT_BYTES));
    } else { /* [rip + slot] */
        PUT(w, 0x48, opcode, (uint8_t)(0x05 | reg << 3));
        put_relative(w, w->image->area + slot * SLOT_BYTES, 0);
    }
    return w->image->code_size - before;
}

static size_t put_load(struct writer *w, size_t slot)
{
    return put_slot_insn(w, 0x8b, RCX, slot); /* mov rcx, [slot] */
}

static void put_store(struct writer *w, size_t slot)
{
    put_slot_insn(w, 0x89, RCX, slot); /* mov [slot], rcx */
}

static void put_counter(struct writer *w, uint32_t index)
{
    size_t slot = SLOT_FIRST_COUNTER + index;

    if (text_flags_are_dead(w->image->text, index)) {
        put_slot_insn(w, 0xff, 0, slot); /* inc qword [slot] */
        return;
    }
    PUT(w, 0x48, 0x8d, 0x64, 0x24, 0x80); /* lea rsp, [rsp-128] */
    PUT(w, 0x51);                         /* push rcx */
    put_load(w, slot);
    PUT(w, 0x48, 0x8d, 0x49, 0x01); /* lea rcx, [rcx+1] */
    put_store(w, slot);
    PUT(w, 0x59); /* pop rcx; lea rsp, [rsp+128] */
    PUT(w, 0x48, 0x8d, 0xa4, 0x24, 0x80, 0, 0, 0);
}

static void put_stop(struct writer *w, struct stop_probe *stop)
{
    size_t count =
        SLOT_FIRST_COUNTER + (size_t)(stop->insn - w->image->text->insns);
    size_t load;

    put_store(w, SLOT_SAVE);
    load = put_load(w, count);
    PUT(w, 0x48, 0x8d, 0x49, 0xff); /* lea rcx, [rcx-1] */
    put_store(w, count);
    PUT(w, 0xe3, (uint8_t)(load + 2)); /* jrcxz hit */
    put_load(w, SLOT_SAVE);
    PUT(w, 0xeb, (uint8_t)(load + 1)); /* jmp behind */
    put_load(w, SLOT_SAVE);            /* hit: */
    PUT(w, 0xcc);                      /* int3 */
    stop->trap_at = w->image->code_size;
}

/* --- instructions ------------------------------------------------------ */

/* Copies LENGTH bytes of an instruction whose rip-relative operand, if any,
 * has to go on meaning the same address. */
static void put_same(struct writer *w, const struct insn *insn,
                     const uint8_t *bytes)
{
    uint8_t at = insn->displacement;
    int32_t old;

    if (!at) {
        put(w, bytes, insn->length);
        return;
    }
    memcpy(&old, bytes + at, sizeof old);
    put(w, bytes, at);
    put_relative(w,
                 original(w, (int64_t)insn->offset + insn->length) +
                     (uint64_t)(int64_t)old,
                 insn->length - at - 4u);
    put(w, bytes + at + 4, insn->length - at - 4u);
}

static void put_return_address(struct writer *w, const struct insn *insn)
{
    uint64_t address = original(w, (int64_t)insn->offset + insn->length);

    PUT(w, 0xc7, 0x04, 0x24); /* mov dword [rsp], low */
    put32(w, (uint32_t)address);
    PUT(w, 0xc7, 0x44, 0x24, 0x04); /* mov dword [rsp+4], high */
    put32(w, (uint32_t)(address >> 32));
}

/* push computes an address on the stack before it moves rsp, as call does.
 * Signal frames leave the 128 bytes below rsp alone. */
static void put_indirect_call(struct writer *w, const struct insn *insn,
                              const uint8_t *bytes)
{
    uint8_t push[16];
    size_t modrm = 0;

    memcpy(push, bytes, insn->length);
    while (push[modrm] != 0xff)
        modrm++;
    modrm++;
    push[modrm] = (uint8_t)((push[modrm] & ~0x38) | 6 << 3);
    put_same(w, insn, push);              /* push operand */
    PUT(w, 0xff, 0x34, 0x24);             /* push [rsp] */
    PUT(w, 0x48, 0x8d, 0x64, 0x24, 0x08); /* lea rsp, [rsp+8] */
    put_return_address(w, insn);
    PUT(w, 0xff, 0x64, 0x24, 0xf8); /* jmp [rsp-8] */
}

static void put_call(struct writer *w, const struct insn *insn,
                     const uint8_t *bytes)
{
    if (!w->image->window.count && w->layout->in_place[insn->offset]) {
        PUT(w, 0xe9);
        put_relative(w, original(w, insn->offset), 0);
    } else if (insn->kind == INSN_CALL_INDIRECT) {
        put_indirect_call(w, insn, bytes);
    } else {
        PUT(w, 0x48, 0x8d, 0x64, 0x24, 0xf8); /* lea rsp, [rsp-8] */
        put_return_address(w, insn);
        PUT(w, 0xe9);
        put_jump_target(w, insn->target);
    }
}

static void put_branch(struct writer *w, const struct insn *insn,
                       const uint8_t *bytes)
{
    size_t at = 0;

    /* the condition is in the low half of the opcode of either form */
    while (bytes[at] != 0x0f && (bytes[at] & 0xf0) != 0x70)
        at++;
    PUT(w, 0x0f, (uint8_t)(0x80 | (bytes[at + (bytes[at] == 0x0f)] & 0xf)));
    put_jump_target(w, insn->target);
}

static void put_insn(struct writer *w, const struct insn *insn)
{
    const uint8_t *bytes = w->image->text->bytes + insn->offset;

    switch (insn->kind) {
    case INSN_JUMP:
        PUT(w, 0xe9);
        put_jump_target(w, insn->target);
        break;
    case INSN_BRANCH: put_branch(w, insn, bytes); break;
    case INSN_SHORT_BRANCH: /* over a jump that is not taken */
        put(w, bytes, insn->length - 1u);
        PUT(w, 2, 0xeb, 5, 0xe9);
        put_jump_target(w, insn->target);
        break;
    case INSN_CALL:
    case INSN_CALL_INDIRECT: put_call(w, insn, bytes); break;
    case INSN_BEGIN:
        put(w, bytes, insn->length - 4u);
        put_jump_target(w, insn->target);
        break;
    case INSN_SYSCALL: /* the kernel leaves the return address in rcx */
        put(w, bytes, insn->length);
        if (bytes[0] == 0x0f && bytes[1] == 0x05) {
            PUT(w, 0x48, 0x8d, 0x0d); /* lea rcx, [original] */
            put_relative(w, original(w, insn->offset + insn->length), 0);
        }
        break;
    default: put_same(w, insn, bytes); break;
    }
}

static struct stop_probe *stop_of(const struct image *image,
                                  const struct insn *insn)
{
    if (!image->stopped[insn - image->text->insns])
        return NULL;
    for (unsigned i = 0; i < image->stop_count; i++)
        if (image->stops[i].insn == insn)
            return &image->stops[i];
    return NULL;
}

static void put_probed_insn(struct writer *w, uint32_t index)
{
    struct image *image = w->image;
    const struct insn *insn = &image->text->insns[index];
    int64_t next = (int64_t)insn->offset + insn->length;
    struct stop_probe *stop;

    image->copy_at[index] = (uint32_t)image->code_size;
    if (w->kind == PROBE_COUNT_BLOCKS &&
        (image->text->marks[insn->offset] & MARK_LEADER))
        put_counter(w, index);
    stop = stop_of(image, insn);
    if (stop)
        put_stop(w, stop);
    image->body_at[index] = (uint32_t)image->code_size;
    put_insn(w, insn);
    if (insn_falls_through(insn) &&
        (index + 1 >= image->text->count ||
         image->text->insns[index + 1].offset != next)) {
        PUT(w, 0xe9);
        put_jump_target(w, next);
    }
}

/* --- the image --------------------------------------------------------- */

static void keep_lone_rets(const struct writer *w)
{
    const struct text *text = w->image->text;

    for (uint32_t i = 0; i < w->layout->lone_count; i++) {
        const struct insn *insn = &text->insns[w->layout->lone[i]];

        if (w->kind == PROBE_STOP && !stop_of(w->image, insn))
            w->image->overlay[insn->offset] = text->bytes[insn->offset];
    }
}

static void grow_code(struct image *image)
{
    if (image->code_size + MAX_COPY <= image->code_capacity)
        return;
    image->code_capacity = image->code_capacity * 2 + (1u << 16);
    image->code = reallocate(image->code, image->code_capacity, 1);
}

struct image *image_make(const struct text *text, const struct layout *layout,
                         uint64_t bias, uint64_t area, enum probe_kind kind,
                         const struct insn *const *stops, unsigned count)
{
    struct image *image = image_new(text, bias, area, stops, count);
    struct writer w = {image, layout, kind};

    image->code_capacity = 3ul * text->size;
    image->code = allocate(image->code_capacity, 1);
    for (uint32_t i = 0; i < text->count; i++) {
        grow_code(image);
        put_probed_insn(&w, i);
    }
    image_resolve(image, layout);
    keep_lone_rets(&w);
    image_measure(image);
    return image;
}

struct image *image_make_window(const struct text *text,
                                const struct layout *layout,
                                const struct window *window, uint64_t bias,
                                uint64_t area, const struct insn *target)
{
    struct image *image = image_new(text, bias, area, &target, 1);
    struct writer w = {image, layout, PROBE_STOP};
    uint64_t end = text->address + bias + window->offset + JUMP_BYTES;
    uint32_t distance;

    image->window = *window;
    for (unsigned i = 0; i < window->count; i++) {
        grow_code(image);
        put_probed_insn(&w, (uint32_t)(window->insns[i] - text->insns));
    }
    if (insn_falls_through(window->insns[window->count - 1])) {
        grow_code(image);
        PUT(&w, 0xe9);
        put_jump_target(&w, (int64_t)window->offset + window->size);
    }
    distance = (uint32_t)(area + image->code_at - end);
    memcpy(image->overlay + window->offset, text->bytes + window->offset,
           window->size);
    image->overlay[window->offset] = 0xe9;
    memcpy(image->overlay + window->offset + 1, &distance, sizeof distance);
    image_measure(image);
    return image;
}
