/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* die.c - fault-injector/die.h for this program: the same with another name
 * in front of the messages. */
#include "die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const char *format, va_list args, const char *reason)
{
    fflush(stdout);
    fputs("tandem-bench: ", stderr);
    vfprintf(stderr, format, args);
    if (reason)
        fprintf(stderr, ": %s", reason);
    fputc('\n', stderr);
}

void die(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(format, args, NULL);
    va_end(args);
    exit(EXIT_USAGE);
}

void die_errno(const char *format, ...)
{
    const char *reason = strerror(errno);
    va_list args;

    va_start(args, format);
    say(format, args, reason);
    va_end(args);
    exit(EXIT_USAGE);
}

void warn(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(format, args, NULL);
    va_end(args);
}

void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);

    if (!memory)
        die_errno("cannot allocate %zu x %zu bytes", count, size);
    return memory;
}

void *reallocate(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count ? count : 1, size);

    if (!memory)
        die_errno("cannot allocate %zu x %zu bytes", count, size);
    return memory;
}

char *format_string(const char *format, ...)
{
    va_list args;
    char *text = NULL;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        die_errno("cannot allocate a string");
    va_end(args);
    return text;
}

char *copy_string(const char *text)
{
    return format_string("%s", text);
}
