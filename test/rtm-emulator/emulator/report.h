/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* report.h - lines on stderr, written by one system call. */

#ifndef RTM_EMULATOR_REPORT_H
#define RTM_EMULATOR_REPORT_H

struct line {
    unsigned length;
    char bytes[1000];
};

/* What does not fit is cut off. */
void line_add(struct line *line, const char *text);
void line_add_number(struct line *line, unsigned long number);
void line_write(struct line *line);

/* "rtm-emulator: WHAT: WHY". */
void report(const char *what, const char *why);

/* The same, and exit code 2: the run would prove nothing. */
_Noreturn void report_fatal(const char *what, const char *why);

#endif
