/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* window.h - a few instructions around one to stop at that a jump can take the
 * place of, so that the rest of the text stays where it is. */
#ifndef TANDEM_INJECT_WINDOW_H
#define TANDEM_INJECT_WINDOW_H

#include "text.h"

/* Instructions that follow each other directly; control arrives at the first
 * of them only, and leaves from the last only. */
enum { WINDOW_INSNS = 8 };
struct window {
    unsigned count; /* 0: none */
    const struct insn *insns[WINDOW_INSNS];
    uint32_t offset; /* in the text */
    uint32_t size;
};

/* False when there is none of at least SIZE bytes that holds TARGET. The
 * text's entries must be known (see profile_take). */
bool window_find(const struct text *text, const struct insn *target,
                 uint32_t size, struct window *window);

#endif
