//===- Thirds.h - third copies, computed where they decide ------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. The third copy of a value decides, in cold code. What nothing else
// needs is computed there: each cold block computes its own, from what hot code
// has at hand. (The back end does that for what has one use only.)
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_THIRDS_H
#define TANDEM_THIRDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/IR/Function.h"

namespace tandem {

/// Moves out of the hot code of \p F, which enters cold code at \p Entries,
/// what only that needs: computations, no loads. No copy is made from another.
void sinkThirds(llvm::Function &F, llvm::ArrayRef<llvm::BasicBlock *> Entries);

} // namespace tandem

#endif
