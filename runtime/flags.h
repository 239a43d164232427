/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* flags.h - run-time options: what is in force, and how it is set.

   The text is a list NAME=NUMBER:NAME=NUMBER..., empty parts are skipped, and
   the last of several settings of one name counts. */

#ifndef TANDEM_FLAGS_H
#define TANDEM_FLAGS_H

#include "text.h"

struct tandem_flags {
#define TANDEM_FLAG(name, standard, least, most, help) unsigned name;
#include "flags.def"
};

#pragma GCC visibility push(hidden)

/* The defaults until parsed; constant once the program runs. */
extern struct tandem_flags tandem_flags;

/* Sets the options in the text. Returns 1, or 0 when something is wrong with
   them: then the error is a finished line that names what is valid. */
int tandem_flags_parse(const char *options, struct tandem_text *error);

/* Adds "NAME=VALUE:NAME=VALUE..." for all options as they are. */
void tandem_flags_describe(struct tandem_text *text);

#pragma GCC visibility pop

#endif
