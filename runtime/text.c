/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* text.c - one line of text, composed in a buffer on the stack. */

#include "text.h"

/* What is kept free for the end of a line that was cut. */
static const char cut_mark[] = "...\n";
enum { ROOM = sizeof((struct tandem_text *)0)->bytes - sizeof(cut_mark) };

void tandem_text_add(struct tandem_text *text, const char *string)
{
    /* One byte more than the room says that the text was cut. */
    while (*string && text->length <= ROOM)
        text->bytes[text->length++] = *string++;
}

void tandem_text_add_number(struct tandem_text *text, unsigned long number)
{
    char digits[3 * sizeof(number) + 1];
    char *first = digits + sizeof(digits);
    *--first = '\0';
    do {
        *--first = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    tandem_text_add(text, first);
}

void tandem_text_end(struct tandem_text *text)
{
    const char *end = "\n";
    if (text->length > ROOM) {
        text->length = ROOM;
        end = cut_mark;
    }
    while (*end)
        text->bytes[text->length++] = *end++;
}
