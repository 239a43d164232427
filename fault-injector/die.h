/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* die.h - the end of a run that cannot go on, and memory that cannot be had.

   For all tools of this folder and of benchmarks/; PROGRAM is the name they
   were called by, without the folder. */
#ifndef TANDEM_INJECT_DIE_H
#define TANDEM_INJECT_DIE_H

#include <stddef.h>
#include <stdint.h>

/* Exit codes. */
enum { EXIT_FINE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2 };

/* Prints "PROGRAM: MESSAGE" and exits with EXIT_USAGE. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* The same, followed by ": " and the text of errno. */
_Noreturn void die_errno(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* Prints "PROGRAM: MESSAGE" and goes on. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Allocation that dies instead of failing; memory is zeroed. */
void *allocate(size_t count, size_t size);
void *reallocate(void *old, size_t count, size_t size);
char *format_string(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
char *copy_string(const char *text);

#endif
