//===- Widening.h - zeros that replicas do not share ------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. SSE2 extends the elements of a vector by interleaving them with a
// register of zeros. The back end has one such register for all extensions, so
// that a fault in it is in all copies. Here each replica interleaves with zeros
// of its own; the original is left to the back end.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_WIDENING_H
#define TANDEM_WIDENING_H

#include "Replicas.h"

namespace tandem {

/// Rewrites the replicas in \p R of what extends vectors, and of products of
/// what was extended. Every replica that is wanted must have been made, and no
/// check that uses one.
void widenApart(llvm::Function &F, Replicas &R, const Opaque &O);

} // namespace tandem

#endif
