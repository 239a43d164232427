/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* arch.h - CONTRACT of a processor: the checkpoints of recovery/undo.c.

   A folder of arch/ has

     checkpoint.h   struct tandem_checkpoint, with at least the members pc, sp,
                    resuming, copy, low_size, high, high_size
     checkpoint.S   the functions below and __tandem_undo_begin (abi.def)

   __tandem_undo_begin fills in the checkpoint, the first member of the calling
   thread's struct tandem_thread: return address, stack pointer as it will be
   after the return, and all that the calling convention keeps across calls,
   modes of the floating-point unit too. Then it jumps to tandem_undo_open with
   its arguments, the thread and the stack pointer. It finds the thread in
   tandem_thread_self; if that is NULL, it asks tandem_undo_prepare for it, and
   returns if that has none. It must not use the program's memcpy, which may be
   hardened itself. */

#ifndef TANDEM_ARCH_H
#define TANDEM_ARCH_H

#include "checkpoint.h"

#pragma GCC visibility push(hidden)

/* Goes on in function(checkpoint, a, b), which does not return, on a stack
   that ends below the checkpoint's stack pointer: what is there is dead. */
_Noreturn void tandem_checkpoint_leave(
    struct tandem_checkpoint *checkpoint,
    void (*function)(struct tandem_checkpoint *, uintptr_t, const void *),
    uintptr_t a, const void *b);

/* Returns from __tandem_undo_begin as at the checkpoint: copies the frame back,
   restores the registers, clears `resuming` as the last thing. A signal may
   come at any point of it. */
_Noreturn void tandem_checkpoint_resume(struct tandem_checkpoint *checkpoint);

#pragma GCC visibility pop

#endif
