/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* text.c - linear sweep over .text, set right again at each function. */
#include "text.h"

#include "die.h"

#include <stdlib.h>
#include <string.h>

bool insn_falls_through(const struct insn *insn)
{
    return insn->kind != INSN_JUMP && insn->kind != INSN_JUMP_INDIRECT &&
           insn->kind != INSN_STOP;
}

const struct insn *text_at(const struct text *text, int64_t offset)
{
    if (offset < 0 || offset >= text->size || text->at[offset] < 0)
        return NULL;
    return &text->insns[text->at[offset]];
}

static void append(struct text *text, const struct insn *insn)
{
    if ((text->count & (text->count - 1)) == 0)
        text->insns = reallocate(
            text->insns, text->count ? 2ul * text->count : 1, sizeof *insn);
    text->at[insn->offset] = (int32_t)text->count;
    text->insns[text->count++] = *insn;
}

static bool decode_at(const struct text *text, uint32_t offset, uint32_t end,
                      struct insn *insn)
{
    if (!decode_insn(text->bytes + offset, end - offset, text->address + offset,
                     insn))
        return false;
    insn->offset = offset;
    insn->target -= (int64_t)text->address;
    return true;
}

static void sweep(struct text *text, uint32_t offset, uint32_t end)
{
    while (offset < end) {
        struct insn insn;

        if (decode_at(text, offset, end, &insn)) {
            append(text, &insn);
            offset += insn.length;
        } else {
            offset++; /* data, or a hole: the original bytes stay there */
        }
    }
}

/* Decodes from OFFSET until the known instructions are met again: lock
 * prefixes that are jumped over, or code behind data that misled the sweep. */
static void decode_chain(struct text *text, uint32_t offset, uint32_t *first)
{
    *first = text->count;
    while (offset < text->size && text->at[offset] < 0) {
        struct insn insn;

        if (!decode_at(text, offset, text->size, &insn))
            return;
        append(text, &insn);
        if (!insn_falls_through(&insn))
            return;
        offset += insn.length;
    }
}

static void chase_targets(struct text *text)
{
    for (uint32_t i = 0; i < text->count; i++) {
        const struct insn *insn = &text->insns[i];
        uint32_t first;

        if (insn->kind == INSN_PLAIN || insn->target < 0 ||
            insn->target >= text->size || text->at[insn->target] >= 0)
            continue;
        if (insn->kind == INSN_JUMP || insn->kind == INSN_BRANCH ||
            insn->kind == INSN_SHORT_BRANCH || insn->kind == INSN_CALL)
            decode_chain(text, (uint32_t)insn->target, &first);
    }
}

struct text *text_decode(const struct program *program)
{
    struct text *text = allocate(1, sizeof *text);
    uint32_t from = 0;

    text->program = program;
    text->address = program->text.address;
    text->size = (uint32_t)program->text.size;
    text->bytes = program->text.bytes;
    text->at = allocate(text->size, sizeof *text->at);
    text->marks = allocate(text->size, 1);
    memset(text->at, -1, text->size * sizeof *text->at);
    for (size_t i = 0; i < program->function_count; i++) {
        uint32_t start =
            (uint32_t)(program->functions[i].address - text->address);

        sweep(text, from, start);
        from = start;
    }
    sweep(text, from, text->size);
    chase_targets(text);
    text_mark(text);
    return text;
}

void text_free(struct text *text)
{
    free(text->insns);
    free(text->at);
    free(text->marks);
    free(text);
}

bool text_learn(struct text *text, uint32_t offset)
{
    uint8_t before = text->marks[offset];
    uint32_t first = text->count;

    if (text->at[offset] < 0) {
        decode_chain(text, offset, &first);
        for (uint32_t i = first; i < text->count; i++)
            text_mark_insn(text, &text->insns[i]);
    }
    text->marks[offset] |= MARK_LEADER | MARK_ENTRY;
    return !(before & MARK_LEADER);
}

bool text_flags_are_dead(const struct text *text, uint32_t index)
{
    for (int steps = 0; steps < 32 && index < text->count; steps++) {
        const struct insn *insn = &text->insns[index];

        if (insn->flags & INSN_READS_FLAGS)
            return false;
        if (insn->flags & INSN_KILLS_FLAGS)
            return true;
        if (insn->kind == INSN_JUMP && text_at(text, insn->target))
            index = (uint32_t)text->at[insn->target];
        else if (insn->kind == INSN_PLAIN &&
                 text_at(text, insn->offset + insn->length))
            index = (uint32_t)text->at[insn->offset + insn->length];
        else
            return false;
    }
    return false;
}
