/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* section.h - the size of the code in an ELF file. */
#ifndef TANDEM_BENCH_SECTION_H
#define TANDEM_BENCH_SECTION_H

#include <stdint.h>

/* Bytes in .text and in sections named .text.SOMETHING, which the linker puts
 * into .text. Dies when the file cannot be read. */
uint64_t section_text_size(const char *path);

#endif
