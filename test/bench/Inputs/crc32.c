/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* crc32.c - a kernel, by its name only, that fails as kind.h asks it to. */
#include "kind.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef BROKEN
#error this kernel is broken
#endif
#ifdef LINK
void nowhere(void);
#endif

int main(void)
{
    const char *text = "right";
#ifdef WRONG
    text = "rIght";
#elif defined STATUS
    return 3;
#elif defined KILLED
    raise(SIGSEGV);
#elif defined HANG
    volatile int on = 1;
    while (on)
        ;
#elif defined LINK
    nowhere();
#elif defined LATE
    const char *path = getenv("LATE");
    FILE *file = fopen(path, "a");
    fputc('x', file);
    if (ftell(file) > 1)
        text = "wrong";
#endif
    puts(text);
    return 0;
}
