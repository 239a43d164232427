/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* source.h - the source line of an address, when there is debug info. */
#ifndef TANDEM_INJECT_SOURCE_H
#define TANDEM_INJECT_SOURCE_H

#include "program.h"

struct source;

/* Never fails: without debug info there are simply no lines. */
struct source *source_open(const struct program *program);
void source_close(struct source *source);

/* The file's name, valid until source_close, and *LINE; or NULL. */
const char *source_line(struct source *source, uint64_t address, int *line);

#endif
