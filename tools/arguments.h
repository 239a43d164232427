/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* arguments.h - a growing argument list, and response files read into one.

   Strings are borrowed or never freed: the list ends in an exec. */

#ifndef TANDEM_ARGUMENTS_H
#define TANDEM_ARGUMENTS_H

#include <stddef.h>

struct arguments {
    char **items; /* items[count] is NULL, as exec wants it */
    size_t count;
};

void arguments_add(struct arguments *list, const char *argument);

/* Appends what the file of "@file" holds, split as clang and gcc do on Unix:
   at white space, with '...', "..." and \x; files named in it likewise. What
   names no readable file, or nests too deep, is appended as it is. */
void arguments_add_file(struct arguments *list, const char *at_file);

/* printf into memory of its own. */
__attribute__((format(printf, 1, 2))) char *arguments_format(const char *form,
                                                             ...);

/* Prints "tandem-clang: error: ..." and exits with 2. */
_Noreturn __attribute__((format(printf, 1, 2))) void die(const char *form, ...);

#endif
