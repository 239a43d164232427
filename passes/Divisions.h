//===- Divisions.h - multipliers that replicas do not share -----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. The back end divides by a constant by a multiplication, and has
// one register with the multiplier for all copies of the division. Here each
// replica is written as such a multiplication, by a constant of its own; the
// original is left to the back end.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_DIVISIONS_H
#define TANDEM_DIVISIONS_H

#include "Replicas.h"

namespace tandem {

/// Rewrites the replicas in \p R of divisions by constants. Every replica that
/// is wanted must have been made, and no check that uses one.
void divideApart(llvm::Function &F, Replicas &R, const Opaque &O);

} // namespace tandem

#endif
