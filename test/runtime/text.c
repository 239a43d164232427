/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A line holds what was added to it; one that is too long is cut and says so.
   RUN: %unit_cc %s %rt_lib -o %t && %t
 */

#include "check.h"
#include "text.h"

#include <limits.h>

static void holds(struct tandem_text *text, const char *expected)
{
    tandem_text_end(text);
    CHECK(text->length == strlen(expected));
    CHECK(memcmp(text->bytes, expected, text->length) == 0);
}

static void numbers(void)
{
    struct tandem_text text = {.length = 0};
    char expected[64];
    tandem_text_add_number(&text, 0);
    tandem_text_add(&text, " ");
    tandem_text_add_number(&text, 10203);
    tandem_text_add(&text, " ");
    tandem_text_add_number(&text, ULONG_MAX);
    snprintf(expected, sizeof(expected), "0 10203 %lu\n", ULONG_MAX);
    holds(&text, expected);
}

/* A line of so many letters, all added at once or one by one. */
static void letters(size_t count, int at_once)
{
    struct tandem_text text = {.length = 0};
    char line[1024];
    memset(line, 'x', count);
    line[count] = '\0';
    if (at_once)
        tandem_text_add(&text, line);
    for (size_t i = 0; !at_once && i < count; i++)
        tandem_text_add(&text, "x");
    size_t room = sizeof(text.bytes) - strlen("...\n") - 1;
    strcpy(line + (count <= room ? count : room),
           count <= room ? "\n" : "...\n");
    holds(&text, line);
}

int main(void)
{
    numbers();
    for (size_t count = 0; count < 600; count++) {
        letters(count, 0);
        letters(count, 1);
    }
    return 0;
}
