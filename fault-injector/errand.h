/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* errand.h - CONTRACT with arch/: a row of system calls that a copy of the
 * stopped program makes in one go, before it is the program again.
 *
 * It begins with the call that makes the copy. What made it traps directly
 * behind that call, and the copy behind the last one; a call that fails traps
 * at once. Flags and registers are lost, the stack is not touched. */
#ifndef TANDEM_INJECT_ERRAND_H
#define TANDEM_INJECT_ERRAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ERRAND_BYTES = 16384 };
struct errand {
    uint64_t at;   /* where it is to be written to, and executed */
    uint64_t made; /* program counter at the trap of what made the copy */
    uint64_t done; /* ... of the copy that has made all calls */
    size_t code_size, texts_size;
    bool full;
    uint8_t bytes[ERRAND_BYTES]; /* code from the start, texts from the end */
};

/* An errand for address AT, with the call that makes a copy of the program:
 * a child of the program's parent. */
void errand_begin(struct errand *errand, uint64_t at);

/* As the first argument of errand_call: the result of the last errand_keep. */
#define ERRAND_KEPT UINT64_C(0x7a6e6465)

/* Further calls of the copy. */
void errand_call(struct errand *errand, unsigned number, uint64_t a, uint64_t b,
                 uint64_t c, uint64_t d);
void errand_keep(struct errand *errand);

/* The address that TEXT will have. */
uint64_t errand_text(struct errand *errand, const char *text);

/* False when it does not fit. */
bool errand_end(struct errand *errand);

#endif
