//===- WidePairs.h - pairs of small vectors in one register -----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM, behind WideLoads.h. The vectoriser unrolls what it vectorises, and
// vectors of bytes are often smaller than a register: then neighbours are
// loaded at once, but would be split, added up and stored each on their own.
// Here two such accumulators become one, and two stores side by side. And what
// a loop keeps of the round before, a few bytes of 4 or 8, stays a number:
// `shrd` puts the bytes of two rounds together.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_WIDEPAIRS_H
#define TANDEM_WIDEPAIRS_H

#include "llvm/IR/Function.h"

namespace tandem {

/// Accumulators that are sums of integers over the halves of vectors that
/// widenLoads() joined, and stores of two small vectors side by side.
void joinPairs(llvm::Function &F);

/// Vectors that a PHI keeps only for a shuffle to put some of their last
/// elements in front of others. Small vectors are loaded as numbers already;
/// lanes that nothing fills must be given values next (Prepare.cpp), for one
/// that is poison makes all of the number so.
void spliceAsNumbers(llvm::Function &F);

} // namespace tandem

#endif
