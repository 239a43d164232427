/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kind.h - what an instruction is for, as far as its text tells. */
#ifndef TANDEM_INJECT_KIND_H
#define TANDEM_INJECT_KIND_H

/* "load", "store", "address", "move", "compare", "multiply", "arithmetic",
 * "vector", "branch" or "stack". INSN is as insn_print writes it; NULL when it
 * is NULL. */
const char *kind_of(const char *insn);

#endif
