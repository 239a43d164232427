/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* window.c - finds windows within one basic block. */
#include "window.h"

/* The instruction directly before INSN in the same block, or NULL. */
static const struct insn *before(const struct text *text,
                                 const struct insn *insn)
{
    const struct insn *last = insn - 1;

    if (insn == text->insns || (text->marks[insn->offset] & MARK_LEADER) ||
        last->offset + last->length != insn->offset || last->kind != INSN_PLAIN)
        return NULL;
    return last;
}

/* ... behind it. */
static const struct insn *behind(const struct text *text,
                                 const struct insn *insn)
{
    const struct insn *next = text_at(text, insn->offset + insn->length);

    if (!next || insn->kind != INSN_PLAIN ||
        (text->marks[next->offset] & MARK_LEADER))
        return NULL;
    return next;
}

bool window_find(const struct text *text, const struct insn *target,
                 uint32_t size, struct window *window)
{
    const struct insn *first = target, *insn;
    uint32_t bytes = target->length;
    unsigned count = 1;

    for (insn = target; bytes < size && (insn = behind(text, insn)); count++)
        bytes += insn->length;
    while (bytes < size && (insn = before(text, first))) {
        first = insn;
        bytes += insn->length;
        count++;
    }
    if (bytes < size || count > WINDOW_INSNS)
        return false;
    *window =
        (struct window){.count = count, .offset = first->offset, .size = bytes};
    insn = first;
    for (unsigned i = 0; i < count; i++) {
        window->insns[i] = insn;
        insn = text_at(text, insn->offset + insn->length);
    }
    return true;
}
