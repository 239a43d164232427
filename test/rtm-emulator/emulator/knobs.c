/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* knobs.c - parses the knobs, and lists them where they are wrong. */

#include <stddef.h>
#include <stdint.h>

#include "knobs.h"
#include "report.h"

struct knobs knobs = {
#define KNOB(field, name, value, words, help) .field = value,
#include "knobs.def"
#undef KNOB
};

static const struct knob {
    const char *name, *words, *help;
    unsigned long *value;
} table[] = {
#define KNOB(field, name, value, words, help) {name, words, help, &knobs.field},
#include "knobs.def"
#undef KNOB
};

enum { KNOBS = sizeof(table) / sizeof(table[0]) };

static _Noreturn void refuse(const char *text)
{
    for (unsigned i = 0; i < KNOBS; i++) {
        struct line line = {.length = 0};
        line_add(&line, "    ");
        line_add(&line, table[i].name);
        line_add(&line, "=");
        line_add(&line, *table[i].words ? table[i].words : "NUMBER");
        line_add(&line, "  ");
        line_add(&line, table[i].help);
        line_write(&line);
    }
    report_fatal("TANDEM_RTM_EMULATOR wants NAME=VALUE:... of these", text);
}

/* Whether text begins with the word and goes on with the separator. */
static size_t match(const char *text, const char *word, char end, char or_end)
{
    size_t length = 0;
    while (word[length] && word[length] != ' ' && text[length] == word[length])
        length++;
    if (word[length] && word[length] != ' ')
        return 0;
    return text[length] == end || text[length] == or_end ? length : 0;
}

static const char *parse_word(const char *text, const struct knob *knob)
{
    const char *word = knob->words;
    for (unsigned long number = 0; *word; number++) {
        size_t length = match(text, word, ':', 0);
        if (length) {
            *knob->value = number;
            return text + length;
        }
        while (*word && *word != ' ')
            word++;
        word += *word == ' ';
    }
    return NULL;
}

static const char *parse_number(const char *text, const struct knob *knob)
{
    unsigned long number = 0;
    const char *digit = text;
    for (; *digit >= '0' && *digit <= '9'; digit++)
        if (__builtin_mul_overflow(number, 10, &number) ||
            __builtin_add_overflow(number, *digit - '0', &number))
            return NULL;
    if (digit == text || (*digit && *digit != ':'))
        return NULL;
    *knob->value = number;
    return digit;
}

static const char *parse_one(const char *text)
{
    for (unsigned i = 0; i < KNOBS; i++) {
        size_t length = match(text, table[i].name, '=', '=');
        if (length)
            return (*table[i].words ? parse_word : parse_number)(
                text + length + 1, &table[i]);
    }
    return NULL;
}

void knobs_parse(const char *text)
{
    while (*text) {
        const char *end = parse_one(text);
        if (!end)
            refuse(text);
        text = end + (*end == ':');
    }
}
