/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* library.c - a library that detects an error when it is told to. */

#include <stddef.h>
#include <tandem/tandem.h>

void library(int detect);

void library(int detect)
{
#ifdef __TANDEM__
    if (detect)
        __tandem_detected(&(struct tandem_site){"library", NULL, 0});
#else
    (void)detect;
#endif
}
