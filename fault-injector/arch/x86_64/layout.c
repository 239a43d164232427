/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* layout.c - what goes where in the original .text once its code has moved.
 *
 * Every byte that was decoded becomes int3, except: a five-byte jump to the
 * copy at each entry with room for it; a two-byte jump to such a jump in a
 * nearby hole where there is less room; and calls that are executed in place.
 * A lone byte stays int3, which is slow but right; if it is a ret, the image
 * may do better. */
#include "relocate.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_JUMP_BYTES = 2, TRAP = 0xcc, RET = 0xc3 };

struct builder {
    const struct text *text;
    struct layout *layout;
    uint8_t *taken; /* [size + JUMP_BYTES] */
};

static void write_jump(struct builder *b, uint32_t at, uint8_t opcode,
                       int32_t insn)
{
    struct layout *layout = b->layout;
    uint32_t n = layout->jump_count;

    if ((n & (n - 1)) == 0)
        layout->jumps =
            reallocate(layout->jumps, n ? 2ul * n : 1, sizeof *layout->jumps);
    layout->template[at] = opcode;
    layout->jumps[layout->jump_count++] =
        (struct layout_jump){.at = at + 1, .insn = insn};
    memset(b->taken + at, 1, JUMP_BYTES);
}

static bool is_free(const struct builder *b, uint32_t from, uint32_t bytes)
{
    for (uint32_t i = from; i < from + bytes; i++)
        if (i >= b->text->size || b->taken[i])
            return false;
    return true;
}

/* Bytes that are not part of any instruction must stay as they are: data. */
static void reserve(struct builder *b)
{
    const struct text *text = b->text;

    memset(b->taken, 1, text->size + JUMP_BYTES);
    memcpy(b->layout->template, text->bytes, text->size);
    for (uint32_t i = 0; i < text->count; i++) {
        const struct insn *insn = &text->insns[i];

        memset(b->taken + insn->offset, 0, insn->length);
        memset(b->layout->template + insn->offset, TRAP, insn->length);
    }
    for (uint32_t at = 0; at < text->size; at++)
        if ((text->marks[at] & MARK_ENTRY) && text->at[at] >= 0)
            b->taken[at] = 1;
}

/* Entries with room get their jump; the others go to LATE. */
static uint32_t place_long_jumps(struct builder *b, uint32_t *late)
{
    const struct text *text = b->text;
    uint32_t count = 0;

    for (uint32_t at = 0; at < text->size; at++) {
        if (!(text->marks[at] & MARK_ENTRY) || text->at[at] < 0)
            continue;
        if (is_free(b, at + 1, JUMP_BYTES - 1))
            write_jump(b, at, 0xe9, text->at[at]);
        else
            late[count++] = at;
    }
    return count;
}

static void place_calls(struct builder *b)
{
    const struct text *text = b->text;

    for (uint32_t i = 0; i < text->count; i++) {
        const struct insn *insn = &text->insns[i];

        if (insn->kind != INSN_CALL && insn->kind != INSN_CALL_INDIRECT)
            continue;
        if (!is_free(b, insn->offset, insn->length))
            continue;
        memcpy(b->layout->template + insn->offset, text->bytes + insn->offset,
               insn->length);
        memset(b->taken + insn->offset, 1, insn->length);
        b->layout->in_place[insn->offset] = 1;
    }
}

static bool find_hole(const struct builder *b, uint32_t near, uint32_t *hole)
{
    uint32_t from =
        near + SHORT_JUMP_BYTES > 128 ? near + SHORT_JUMP_BYTES - 128 : 0;

    for (uint32_t at = from; at < near + SHORT_JUMP_BYTES + 127; at++)
        if ((at > near + 1 || at + JUMP_BYTES <= near) &&
            is_free(b, at, JUMP_BYTES)) {
            *hole = at;
            return true;
        }
    return false;
}

static void place_short_jumps(struct builder *b, const uint32_t *late,
                              uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = late[i], hole;

        if (!is_free(b, at + 1, 1) || !find_hole(b, at, &hole)) {
            if (b->text->bytes[at] == RET)
                b->layout->lone[b->layout->lone_count++] = b->text->at[at];
            continue;
        }
        b->taken[at + 1] = 1;
        b->layout->template[at] = 0xeb;
        b->layout->template[at + 1] = (uint8_t)(hole - (at + SHORT_JUMP_BYTES));
        write_jump(b, hole, 0xe9, b->text->at[at]);
    }
}

/* A direct call in place leads to the copy of its function at once. */
static void lead_calls(struct builder *b)
{
    const struct text *text = b->text;

    for (uint32_t i = 0; i < text->count; i++) {
        const struct insn *insn = &text->insns[i];
        uint32_t n = b->layout->jump_count;

        if (insn->kind != INSN_CALL || !b->layout->in_place[insn->offset] ||
            !text_at(text, insn->target))
            continue;
        if ((n & (n - 1)) == 0)
            b->layout->jumps = reallocate(b->layout->jumps, n ? 2ul * n : 1,
                                          sizeof *b->layout->jumps);
        b->layout->jumps[b->layout->jump_count++] = (struct layout_jump){
            .at = insn->offset + insn->length - 4u,
            .insn = text->at[insn->target],
        };
    }
}

struct layout *layout_make(const struct text *text)
{
    struct layout *layout = allocate(1, sizeof *layout);
    struct builder b = {text, layout, NULL};
    uint32_t *late = allocate(text->size, sizeof *late);
    uint32_t late_count;

    layout->template = allocate(text->size, 1);
    layout->in_place = allocate(text->size, 1);
    layout->lone = allocate(text->size, sizeof *layout->lone);
    b.taken = allocate(text->size + JUMP_BYTES, 1);
    reserve(&b);
    late_count = place_long_jumps(&b, late);
    place_calls(&b);
    place_short_jumps(&b, late, late_count);
    lead_calls(&b);
    free(b.taken);
    free(late);
    return layout;
}

void layout_free(struct layout *layout)
{
    free(layout->template);
    free(layout->in_place);
    free(layout->lone);
    free(layout->jumps);
    free(layout);
}
