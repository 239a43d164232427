/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* entries.c - where blocks start, and where control may arrive from outside.
 *
 * Entries are a superset found by looking: functions, return sites, every
 * stored or mentioned value that is the address of an instruction, and tables
 * of 32-bit offsets. Too many only cost a little speed, and too few cost one
 * trap each. */
#include "text.h"

#include <string.h>

static void mark(struct text *text, int64_t offset, uint8_t marks)
{
    if (text_at(text, offset))
        text->marks[offset] |= marks;
}

static void mark_entry(struct text *text, int64_t offset)
{
    mark(text, offset, MARK_LEADER | MARK_ENTRY);
}

/* Code behind an unconditional jump may be a place that only the unwinder or
 * an unseen table leads to. It must not be covered by the jump of an entry
 * before it. */
static void mark_behind(struct text *text, const struct insn *insn)
{
    const struct insn *next = text_at(text, insn->offset + insn->length);

    if (next && !insn_falls_through(insn) && !(next->flags & INSN_PADDING))
        mark_entry(text, next->offset);
}

void text_mark_insn(struct text *text, const struct insn *insn)
{
    int64_t next = (int64_t)insn->offset + insn->length;

    if (insn->kind == INSN_PLAIN && !(insn->flags & INSN_OPAQUE))
        return;
    /* also behind calls: what is called need not return (exit, longjmp) */
    mark(text, next, MARK_LEADER);
    if (insn->kind == INSN_CALL || insn->kind == INSN_CALL_INDIRECT)
        mark_entry(text, next);
    if (insn->kind == INSN_JUMP || insn->kind == INSN_BRANCH ||
        insn->kind == INSN_SHORT_BRANCH || insn->kind == INSN_BEGIN ||
        insn->kind == INSN_CALL)
        mark(text, insn->target, MARK_LEADER);
    mark_behind(text, insn);
}

static const struct span *section_of(const struct program *program,
                                     uint64_t address)
{
    for (size_t i = 0; i < program->data_count; i++)
        if (address - program->data[i].address < program->data[i].size)
            return &program->data[i];
    return NULL;
}

/* A table of 32-bit offsets relative to its own start, as compilers make for
 * a switch in position-independent code: as long as they lead to code. */
static void mark_offset_table(struct text *text, uint64_t base)
{
    const struct span *section = section_of(text->program, base);
    int32_t entry;

    if (!section)
        return;
    for (uint64_t a = base;
         a - section->address + sizeof entry <= section->size;
         a += sizeof entry) {
        int64_t to;

        memcpy(&entry, section->bytes + (a - section->address), sizeof entry);
        to = (int64_t)(base + (uint64_t)(int64_t)entry - text->address);
        if (!text_at(text, to))
            return;
        mark_entry(text, to);
    }
}

static void mark_stored_pointers(struct text *text, const struct span *span)
{
    uint64_t value;

    for (size_t i = 0; i + sizeof value <= span->size; i += 4) {
        memcpy(&value, span->bytes + i, sizeof value);
        if (value - text->address < text->size)
            mark_entry(text, (int64_t)(value - text->address));
    }
}

void text_mark(struct text *text)
{
    const struct program *program = text->program;

    for (uint32_t i = 0; i < text->count; i++) {
        uint64_t address = insn_mentions(text, &text->insns[i]);

        text_mark_insn(text, &text->insns[i]);
        if (address - text->address < text->size)
            mark_entry(text, (int64_t)(address - text->address));
        else if (address)
            mark_offset_table(text, address);
    }
    for (size_t i = 0; i < program->function_count; i++)
        mark_entry(text,
                   (int64_t)(program->functions[i].address - text->address));
    for (size_t i = 0; i < program->pointer_count; i++)
        if (program->pointers[i] - text->address < text->size)
            mark_entry(text, (int64_t)(program->pointers[i] - text->address));
    for (size_t i = 0; i < program->data_count; i++)
        mark_stored_pointers(text, &program->data[i]);
    mark_entry(text, (int64_t)(program->entry - text->address));
}
