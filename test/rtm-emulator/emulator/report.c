/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.c - lines on stderr, written by one system call. */

#include "report.h"
#include "kernel.h"

void line_add(struct line *line, const char *text)
{
    while (*text && line->length < sizeof(line->bytes) - 1)
        line->bytes[line->length++] = *text++;
}

void line_add_number(struct line *line, unsigned long number)
{
    char digits[24];
    char *digit = digits + sizeof(digits) - 1;
    *digit = 0;
    do
        *--digit = (char)('0' + number % 10);
    while (number /= 10);
    line_add(line, digit);
}

void line_write(struct line *line)
{
    line->bytes[line->length++] = '\n';
    kernel_call3(SYS_write, 2, (long)line->bytes, line->length);
}

void report(const char *what, const char *why)
{
    struct line line;
    line.length = 0;
    line_add(&line, "rtm-emulator: ");
    line_add(&line, what);
    line_add(&line, ": ");
    line_add(&line, why);
    line_write(&line);
}

_Noreturn void report_fatal(const char *what, const char *why)
{
    report(what, why);
    for (;;)
        kernel_call3(SYS_exit_group, 2, 0, 0);
}
