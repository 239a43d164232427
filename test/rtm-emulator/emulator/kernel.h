/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* kernel.h - system calls and bytes without the C library.

   A handler may have interrupted the C library anywhere, and its string
   functions may contain RTM instructions of their own. */

#ifndef RTM_EMULATOR_KERNEL_H
#define RTM_EMULATOR_KERNEL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>

/* As the kernel returns it: -errno on failure. */
static inline long kernel_call6(long number, long a, long b, long c, long d,
                                long e, long f)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "+a"(number)
                     : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return number;
}

static inline long kernel_call3(long number, long a, long b, long c)
{
    return kernel_call6(number, a, b, c, 0, 0, 0);
}

static inline void bytes_copy(void *to, const void *from, size_t size)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size)::"memory");
}

static inline void bytes_clear(void *to, size_t size)
{
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(0) : "memory");
}

/* Reads the program's memory; what cannot be read is no fault. */
static inline size_t bytes_read(void *to, uintptr_t from, size_t size)
{
    struct {
        uintptr_t base;
        size_t size;
    } local = {(uintptr_t)to, size}, remote = {from, size};
    long got =
        kernel_call6(SYS_process_vm_readv, kernel_call3(SYS_getpid, 0, 0, 0),
                     (long)&local, 1, (long)&remote, 1, 0);
    return got < 0 ? 0 : (size_t)got;
}

#endif
