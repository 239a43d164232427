//===- Entering.h - values that enter the sphere ----------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM, behind the checks. An argument or the result of a call comes in
// one register, and its replicas are copies of that. The back end moves the
// value to where it needs it, and often first: a replica is then a copy of the
// moved value, or shares the register with it, and a fault in the move is in
// all. Of a loaded vector that is spilled each copy is made from the register
// it is loaded into again.
//
// Here value and replicas become results of one empty asm, so that each has a
// register of its own that was moved from where the value came in. The asm
// stays where it is: else the value would live on in one register, across calls
// too, until somebody uses it.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_ENTERING_H
#define TANDEM_ENTERING_H

#include "Replicas.h"

namespace tandem {

/// \p Entered has values and their copies, as Replicas::entered() has them;
/// those that checks have changed meanwhile are left alone.
void separate(llvm::ArrayRef<Replicas::Entry> Entered);

} // namespace tandem

#endif
