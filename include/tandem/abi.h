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

/* The transaction of a thread, as hardened code sees it: open is limit != 0.
   "Not open, or nearly full, or out of its log: call begin" is, unsigned,

     undo: position - limit >= TANDEM_LOG_ROOM
     rtm:  position >= limit */
struct tandem_transaction {
    __UINTPTR_TYPE__ position;   /* undo: where the next header of the log goes;
                                    rtm: grows by the work done */
    __UINTPTR_TYPE__ limit;      /* 0: none is open */
    __UINTPTR_TYPE__ frame;      /* undo: frame_end, as its owner gave it */
    __UINTPTR_TYPE__ generation; /* undo: the headers' topmost bits */
};

/* The undo log is two columns of words (uintptr_t), TANDEM_LOG_OLD bytes apart.
   An entry takes as many words of both as what it holds: in the first column
   its header, in the second what was there. The header is written last; it is

     (address << TANDEM_LOG_CODE_BITS | code) ^ generation

   where the code is the binary logarithm of the size, or TANDEM_LOG_RANGE: then
   the size is the first word of the second column, and one word more.

   At most TANDEM_LOG_RESERVE bytes of a column are used between two tests. */
#define TANDEM_LOG_CODE_BITS 3
#define TANDEM_LOG_RANGE 7
#define TANDEM_LOG_MOST 64 /* bytes of an entry that is not a range */
#define TANDEM_LOG_OLD 65536
#define TANDEM_LOG_ROOM 32768
#define TANDEM_LOG_RESERVE 4096

/* A function that may be called while a transaction of recovery undo is open
   begins with an instruction that does nothing, and is no other function's: on
   x86-64 nopl TANDEM_MARK(%rax,%rax), at an address that is a multiple of 8. */
#define TANDEM_MARK_NOP 0x00841f0f
#define TANDEM_MARK 0x6da5c3e9

/* Where position is without a log, in a new thread too: no room is left for any
   recovery. Work with rtm is counted from there. */
#define TANDEM_LOG_NOWHERE (~(__UINTPTR_TYPE__)0 >> 1)

#ifdef __cplusplus
extern "C" {
#endif

/* The value is TANDEM_ABI_VERSION; the name is what matters. */
extern const unsigned TANDEM_VERSION_SYMBOL;

/* Of a new thread: no room, the rest zero. Not in the freestanding archive. */
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
