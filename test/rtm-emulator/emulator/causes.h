/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* causes.h - why a transaction aborts. */

#ifndef RTM_EMULATOR_CAUSES_H
#define RTM_EMULATOR_CAUSES_H

enum cause {
    CAUSE_NONE,
    CAUSE_EXPLICIT,
    CAUSE_CAPACITY,
    CAUSE_FAULT,
    CAUSE_BREAKPOINT,
    CAUSE_CALL,
    CAUSE_INTERRUPT,
    CAUSE_INJECTED,
    CAUSE_NESTING,
    CAUSE_FRESH,
    CAUSE_UNSUPPORTED,
};

#endif
