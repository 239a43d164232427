/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* help.h - the tables of options and commands, printed. All of these exit. */
#ifndef TANDEM_INJECT_HELP_H
#define TANDEM_INJECT_HELP_H

#include "options.h"

/* Of one command, or, with NULL, the list of commands. */
_Noreturn void help_print(const struct command_row *command);

/* The manual page, for man(1). */
_Noreturn void man_print(void);

/* What completes command lines in bash. */
_Noreturn void completion_print(void);

#endif
