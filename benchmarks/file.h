/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* file.h - folders that are made, files that are whole or not there. */
#ifndef TANDEM_BENCH_FILE_H
#define TANDEM_BENCH_FILE_H

#include <stddef.h>

struct content {
    char *bytes; /* a NUL behind the last */
    size_t size;
};

/* NULL bytes and errno when it cannot be read. */
struct content file_read(const char *path);

/* Makes the folder and those above it, or dies. */
void folder_make(const char *path);

/* Dies when PATH could not be written, before there is anything to write. */
void file_expect_writable(const char *path);

/* Puts TEXT into PATH under a temporary name first, or dies leaving the old
 * file as it was. */
void file_replace(const char *path, const char *text, size_t size);

#endif
