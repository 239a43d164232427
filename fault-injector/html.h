/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* html.h - the report as one page that needs nothing but itself. */
#ifndef TANDEM_INJECT_HTML_H
#define TANDEM_INJECT_HTML_H

#include "tally.h"

/* Dies when FILE cannot be written. */
void html_write(const char *file, const struct tally *tallies, int count);

#endif
