/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* text.h - one line of text, composed in a buffer on the stack.

   Text that does not fit is cut, and the line then ends in "...". Nothing
   here allocates, fails or calls out. */

#ifndef TANDEM_TEXT_H
#define TANDEM_TEXT_H

#include <stddef.h>

struct tandem_text {
    size_t length;
    char bytes[512];
};

#pragma GCC visibility push(hidden)

void tandem_text_add(struct tandem_text *text, const char *string);
void tandem_text_add_number(struct tandem_text *text, unsigned long number);

/* Ends the line; nothing is added after that. */
void tandem_text_end(struct tandem_text *text);

#pragma GCC visibility pop

#endif
