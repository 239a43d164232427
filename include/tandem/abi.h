/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* abi.h - what hardened code and the runtime must agree on.

   Users include tandem.h instead. The version is the name of a symbol: the
   runtime defines it and each hardened object refers to it, so that an object
   and a runtime of different versions do not link, and the linker says why:
   "undefined symbol: __tandem_abi_v1". See docs/abi.md. */

#ifndef TANDEM_ABI_H
#define TANDEM_ABI_H

#define TANDEM_ABI_VERSION 1

#define TANDEM_PASTE_(a, b) a##b
#define TANDEM_PASTE(a, b) TANDEM_PASTE_(a, b)
#define TANDEM_STRING_(x) #x
#define TANDEM_STRING(x) TANDEM_STRING_(x)

/* __tandem_abi_v1, as an identifier and as a string. */
#define TANDEM_VERSION_SYMBOL TANDEM_PASTE(__tandem_abi_v, TANDEM_ABI_VERSION)
#define TANDEM_VERSION_SYMBOL_NAME TANDEM_STRING(TANDEM_VERSION_SYMBOL)

/* Where a check is. Constant data, one per hardened function or finer. */
struct tandem_site {
    const char *function; /* as in the symbol table; never NULL */
    const char *file;     /* NULL if unknown */
    unsigned line;        /* 0 if unknown */
};

/* The transaction of a thread, as hardened code sees it: open is limit != 0,
   and `position >= limit` says "not open, or nearly full: call begin". */
struct tandem_transaction {
    __UINTPTR_TYPE__ position; /* undo: where the next entry of the log goes;
                                  rtm: units of work done since begin */
    __UINTPTR_TYPE__ limit;    /* 0: none is open */
    __UINTPTR_TYPE__ frame;    /* undo: frame_end, as its owner gave it */
};

/* An entry of the undo log is whole words (uintptr_t): the address, the size
   in bytes, which is never 0 and written last, and what was there, padded. At
   most so many bytes of entries are appended between two tests of the limit. */
#define TANDEM_LOG_RESERVE 8192

#ifdef __cplusplus
extern "C" {
#endif

/* The value is TANDEM_ABI_VERSION; the name is what matters. */
extern const unsigned TANDEM_VERSION_SYMBOL;

/* All zero in a new thread. Not in the freestanding archive. */
extern __thread struct tandem_transaction __tandem_transaction
    __attribute__((tls_model("initial-exec")));

#define VOID void
#define PTR const void *
#define I32 __UINT32_TYPE__
#define I64 __UINT64_TYPE__
#define SIZE __SIZE_TYPE__
#define COLD __attribute__((cold))
#define NORETURN __attribute__((noreturn))
#define NOUNWIND __attribute__((nothrow))
#define RETURNS_TWICE __attribute__((returns_twice))
#if defined(__clang__) && defined(__x86_64__)
#define PRESERVE_MOST __attribute__((preserve_most))
#else
#define PRESERVE_MOST
#endif
#define TANDEM_FN(name, result, parameters, attributes) \
    attributes result __tandem_##name parameters;
#include <tandem/abi.def>
#undef VOID
#undef PTR
#undef I32
#undef I64
#undef SIZE
#undef COLD
#undef NORETURN
#undef NOUNWIND
#undef RETURNS_TWICE
#undef PRESERVE_MOST

#ifdef __cplusplus
}
#endif

#endif
