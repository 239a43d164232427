/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* flags.c - run-time options: parses TANDEM_OPTIONS by the table flags.def. */

#include "flags.h"

struct tandem_flags tandem_flags = {
#define TANDEM_FLAG(name, standard, least, most, help) .name = standard,
#include "flags.def"
};

struct flag {
    const char *name;
    unsigned *value;
    unsigned least, most;
};

static const struct flag flags[] = {
#define TANDEM_FLAG(name, standard, least, most, help) \
    {#name, &tandem_flags.name, least, most},
#include "flags.def"
};

enum { FLAGS = sizeof(flags) / sizeof(flags[0]) };

/* Whether the text begins with the name and "=". */
static int names(const char *text, const char *name)
{
    while (*name && *text == *name)
        text++, name++;
    return !*name && *text == '=';
}

static const struct flag *find(const char *text)
{
    for (unsigned i = 0; i < FLAGS; i++)
        if (names(text, flags[i].name))
            return &flags[i];
    return NULL;
}

/* The end of the option the text begins with. */
static const char *end_of(const char *text)
{
    while (*text && *text != ':')
        text++;
    return text;
}

static int set(const char *text)
{
    const struct flag *flag = find(text);
    if (!flag)
        return 0;
    while (*text++ != '=')
        ;
    unsigned number = 0;
    const char *end = end_of(text);
    if (text == end)
        return 0;
    for (; text < end; text++) {
        if (*text < '0' || *text > '9' || number > flag->most)
            return 0;
        number = number * 10 + (unsigned)(*text - '0');
    }
    if (number < flag->least || number > flag->most)
        return 0;
    *flag->value = number;
    return 1;
}

static void explain(struct tandem_text *error, const char *text)
{
    char option[64];
    size_t length = 0;
    for (const char *end = end_of(text);
         text < end && length < sizeof(option) - 1;)
        option[length++] = *text++;
    option[length] = '\0';

    tandem_text_add(error, "tandem: bad option \"");
    tandem_text_add(error, option);
    tandem_text_add(error,
                    "\" in TANDEM_OPTIONS; valid, separated by ':', are");
    for (unsigned i = 0; i < FLAGS; i++) {
        tandem_text_add(error, i ? ", " : " ");
        tandem_text_add(error, flags[i].name);
        tandem_text_add(error, "=");
        tandem_text_add_number(error, flags[i].least);
        tandem_text_add(error, "..");
        tandem_text_add_number(error, flags[i].most);
    }
    tandem_text_end(error);
}

int tandem_flags_parse(const char *options, struct tandem_text *error)
{
    while (*options) {
        const char *end = end_of(options);
        if (options != end && !set(options)) {
            explain(error, options);
            return 0;
        }
        options = *end ? end + 1 : end;
    }
    return 1;
}

void tandem_flags_describe(struct tandem_text *text)
{
    for (unsigned i = 0; i < FLAGS; i++) {
        tandem_text_add(text, i ? ":" : "");
        tandem_text_add(text, flags[i].name);
        tandem_text_add(text, "=");
        tandem_text_add_number(text, *flags[i].value);
    }
}
