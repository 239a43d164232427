/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A program without a C library, with its own _start, links the archive alone;
   its hooks replace the weak ones, and get the line and then the stop. The
   exit code is 0, or the number of the check that failed.

   REQUIRES: x86_64
   RUN: %unit_cc -ffreestanding -fno-stack-protector -nostdlib -static %s \
   RUN:   %rt_freestanding -o %t
   RUN: %t

   A hook that returns, or detects an error itself, does not go on: a trap.
   RUN: %unit_cc -DRETURNS -ffreestanding -fno-stack-protector -nostdlib \
   RUN:   -static %s %rt_freestanding -o %t.returns
   RUN: timeout 60 %t.returns; test $? = 132
   RUN: %unit_cc -DDETECTS -ffreestanding -fno-stack-protector -nostdlib \
   RUN:   -static %s %rt_freestanding -o %t.detects
   RUN: timeout 60 %t.detects; test $? = 132

   Without hooks: a trap.
   RUN: %unit_cc -DNO_HOOKS -ffreestanding -fno-stack-protector -nostdlib \
   RUN:   -static %s %rt_freestanding -o %t.no-hooks
   RUN: timeout 60 %t.no-hooks; test $? = 132
 */

#include <tandem/freestanding.h>
#include <tandem/tandem.h>

static const struct tandem_site site = {"compute", "main.c", 17};

static _Noreturn void leave(long status)
{
    __asm__ volatile("syscall" : : "a"(60), "D"(status) : "rcx", "r11");
    __builtin_unreachable();
}

#define CHECK(number, condition) \
    do {                         \
        if (!(condition))        \
            leave(number);       \
    } while (0)

#ifndef NO_HOOKS

static const char line[] =
    "tandem: fail-stop: replicas differ in compute (main.c:17)\n";
static unsigned lines;

void tandem_fw_write(const char *text, size_t length)
{
    CHECK(1, length == sizeof(line) - 1);
    for (size_t i = 0; i < length; i++)
        CHECK(2, text[i] == line[i]);
    lines++;
}

void tandem_fw_stop(void)
{
    struct tandem_counters counters;
    tandem_read_counters(&counters);
    CHECK(3, lines == 1);
    CHECK(4, counters.detected == 1);
#ifdef RETURNS
    return;
#elif defined(DETECTS)
    __tandem_detected(&site);
#endif
    leave(0);
}

#endif

/* The stack is aligned here, as it is not after a call. */
__attribute__((force_align_arg_pointer)) _Noreturn void _start(void)
{
    const unsigned *volatile version = &TANDEM_VERSION_SYMBOL;
    CHECK(5, *version == 1);
    __tandem_detected(&site);
}
