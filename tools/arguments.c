/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* arguments.c - a growing argument list, and response files read into one. */

#define _GNU_SOURCE
#include "arguments.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NESTING = 20 };

_Noreturn void die(const char *form, ...)
{
    va_list arguments;
    va_start(arguments, form);
    fputs("tandem-clang: error: ", stderr);
    vfprintf(stderr, form, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

char *arguments_format(const char *form, ...)
{
    char *text;
    va_list arguments;
    va_start(arguments, form);
    if (vasprintf(&text, form, arguments) < 0)
        die("out of memory");
    va_end(arguments);
    return text;
}

void arguments_add(struct arguments *list, const char *argument)
{
    size_t size = (list->count + 2) * sizeof(*list->items);
    list->items = realloc(list->items, size);
    if (!list->items)
        die("out of memory");
    list->items[list->count++] = (char *)argument;
    list->items[list->count] = NULL;
}

/* The file's text, or NULL if there is no such file. */
static char *read_text(const char *path)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t capacity = 0;
    /* A text has no zero byte, so this is all of it. */
    ssize_t length = getdelim(&text, &capacity, '\0', file);
    int failed = ferror(file);
    fclose(file);
    if (length < 0 && !failed)
        return arguments_format("%s", "");
    return failed ? NULL : text;
}

/* Takes one argument from the text, which is moved past it; NULL at the end.
   Unquotes in place: what is written never overtakes what is read. */
static char *next_argument(char **text)
{
    char *in = *text;
    while (isspace((unsigned char)*in))
        in++;
    if (!*in)
        return NULL;
    char *start = in;
    char *out = in;
    char quote = 0;
    for (; *in && (quote || !isspace((unsigned char)*in)); in++) {
        if (*in == quote)
            quote = 0;
        else if (!quote && (*in == '"' || *in == '\''))
            quote = *in;
        else if (*in == '\\' && quote != '\'' && in[1])
            *out++ = *++in;
        else
            *out++ = *in;
    }
    *text = *in ? in + 1 : in;
    *out = '\0';
    return start;
}

static void expand(struct arguments *list, char *argument, int nesting)
{
    char *text = NULL;
    if (argument[0] == '@' && nesting < MAX_NESTING)
        text = read_text(argument + 1);
    if (!text) {
        arguments_add(list, argument);
        return;
    }
    for (char *next; (next = next_argument(&text));)
        expand(list, next, nesting + 1);
}

void arguments_add_file(struct arguments *list, const char *at_file)
{
    expand(list, (char *)at_file, 0);
}
