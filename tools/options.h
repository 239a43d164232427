/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* options.h - the wrapper's own flags: -ftandem=, -ftandem-NAME=.

   The names and values are those of passes/Options.def, the pass's own table:
   -ftandem= is its option "mode". */

#ifndef TANDEM_OPTIONS_H
#define TANDEM_OPTIONS_H

#include "arguments.h"

/* Whether the argument is for the wrapper and not for clang. */
int options_is_ours(const char *argument);

/* Takes one such argument; the last one of a name counts, of a list all. Dies
   when there is no such name or value, naming those there are. */
void options_take(const char *argument);

/* Whether the pass has anything to do: the mode is not "off". */
int options_hardens(void);

/* Another default than that of the pass for the option of that name. */
void options_set_default(const char *name, const char *value);

/* Appends what hands the given options to the pass. */
void options_add(struct arguments *list);

/* Prints what there is, with defaults, to stdout. */
void options_print_help(void);

#endif
