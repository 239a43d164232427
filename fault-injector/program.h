/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* program.h - the target as a file: what its ELF headers and symbols say.
 *
 * Addresses are those of the file (before a PIE is loaded somewhere); offsets
 * into .text are relative to its first byte. */
#ifndef TANDEM_INJECT_PROGRAM_H
#define TANDEM_INJECT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
    uint64_t address;
    size_t size;
    const uint8_t *bytes;
};

struct function {
    uint64_t address;
    uint64_t size; /* as far as the next function when the file says 0 */
    const char *name;
};

struct program {
    char *path;        /* absolute */
    char build_id[65]; /* in hex; "fnv-..." of the file when it has none */
    bool relocatable;  /* PIE or static PIE */
    uint64_t entry;
    uint64_t low, high; /* the range its segments occupy */
    struct span text;
    struct span *data; /* sections with contents, other than code */
    size_t data_count;
    uint64_t *pointers; /* values the loader will store: relocation addends */
    size_t pointer_count;
    struct function *functions; /* of .text, ascending, one per address */
    size_t function_count;
    void *elf; /* keeps the bytes alive */
};

/* Finds NAME as execvp would and reads it. Dies with one sentence when it is
 * missing, not executable, not ELF, or not for x86-64. */
struct program *program_open(const char *name);
void program_close(struct program *program);

/* The function that holds ADDRESS, or NULL. */
const struct function *program_function(const struct program *program,
                                        uint64_t address);

/* Address of the symbol NAME that the file defines; 0 when it does not. */
uint64_t program_symbol(const struct program *program, const char *name);

/* Reads a shared library, which need not be executable. */
struct program *program_open_library(const char *path);

#endif
