/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* platform.h - CONTRACT of a port: what the core needs from what is below it.

   One file of platform/ implements it, chosen by the build. All of it may be
   called at any point of the program, also in a signal or interrupt handler;
   a port therefore uses nothing that locks, allocates or buffers here. */

#ifndef TANDEM_PLATFORM_H
#define TANDEM_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* A number for the calling thread: never 0, and no other running thread's. */
unsigned tandem_port_thread(void);

/* From here on the program dies within so many seconds whatever else happens:
   a fault on the way calls tandem_stop_fault (core.h), and no handler or
   blocked signal of the program stands between it and its death. Called once,
   by the thread that stops the program. */
void tandem_port_prepare_stop(unsigned seconds);

/* Writes one line where errors are reported; as one operation where it can. */
void tandem_port_write(const char *text, size_t length);

/* Ends the program as failed, without running any more of its code. */
_Noreturn void tandem_port_die(void);

/* Holds a thread that must not go on until another one ends the program. */
_Noreturn void tandem_port_wait(void);

/* Zeroed memory of its own pages, or NULL; and back. For back ends only. */
void *tandem_port_map(size_t size);
void tandem_port_unmap(void *memory, size_t size);

/* Keeps signals that are sent, not raised by a fault, from the calling thread;
   and as before. For back ends only. */
struct tandem_signals {
    unsigned long mask[1024 / 8 / sizeof(unsigned long)];
};
void tandem_port_hold_signals(struct tandem_signals *before);
void tandem_port_release_signals(const struct tandem_signals *before);

/* Whether there is memory at that address that can be read, even if the address
   is none. For back ends only. */
int tandem_port_is_readable(uintptr_t address);

/* Moves the calling thread to another processor it may run on; whether there
   was one. Where it may run does not change. For back ends only. */
int tandem_port_move(void);

#pragma GCC visibility pop

#endif
