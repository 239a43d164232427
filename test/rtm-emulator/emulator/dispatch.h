/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* dispatch.h - system calls inside a transaction become signals.

   Syscall user dispatch (Linux 5.11): while the selector says so, a system
   call from anywhere but the emulator's own sigreturn raises SIGSYS before it
   has any effect. */

#ifndef RTM_EMULATOR_DISPATCH_H
#define RTM_EMULATOR_DISPATCH_H

void dispatch_create(void);

/* For the calling process; 0 when the kernel cannot. */
int dispatch_arm(void);

/* Handlers make system calls: 0 at their start, 1 at the end of those that
   return to a transaction. */
void dispatch_select(int blocked);

#endif
