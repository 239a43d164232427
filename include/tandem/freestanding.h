/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* freestanding.h - the hooks of libtandem_rt_freestanding.a.

   For firmware and kernels. The archive has a weak definition of each, so none
   is required; a definition of the same name replaces it. They are called
   when an error was detected, once each per stop, in the context it was
   detected in. Apart from them the archive needs nothing but memcpy, memmove,
   memset and memcmp, which compilers call by themselves. */

#ifndef TANDEM_FREESTANDING_H
#define TANDEM_FREESTANDING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reports one line, ending in a newline and not in a zero byte: on a serial
   port, say. Default: nothing. */
void tandem_fw_write(const char *text, size_t length);

/* Stops the machine or the task. Default, and what happens if it returns: a
   trap instruction. */
void tandem_fw_stop(void);

/* A number, never 0, for the processor or task that calls. With the default,
   1 for all, they count as one: an error detected while another stops the
   machine cuts that short. */
unsigned tandem_fw_thread(void);

#ifdef __cplusplus
}
#endif

#endif
