/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* die.c - the end of a run that cannot go on, and memory that cannot be had. */
#include "die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One write per message, so that those of several workers do not mix. */
static void say(const char *format, va_list args, const char *reason)
{
    char line[2048];
    int n = vsnprintf(line, sizeof line, format, args);

    if (n < 0 || (size_t)n >= sizeof line)
        n = (int)strlen(line);
    fflush(stdout);
    fprintf(stderr, "%s: %s%s%s\n", program_invocation_short_name, line,
            reason ? ": " : "", reason ? reason : "");
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
