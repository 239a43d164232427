//===- Repairs.h - values that a vote defined anew --------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. A cold block that took a majority has new definitions of the
// copies. While votes are inserted all code goes on using the old names; in the
// end apply() makes each use refer to the definition that reaches it, with PHIs
// where several do. The time is linear in the blocks through which a repaired
// value is live.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_REPAIRS_H
#define TANDEM_REPAIRS_H

#include "llvm/ADT/MapVector.h"
#include "llvm/IR/Instructions.h"

namespace tandem {

class Repairs {
public:
  explicit Repairs(llvm::Function &F) : F(F) {}

  /// Behind block \p In, \p Old is \p New. No more than one definition of a
  /// value in a block, and no use of \p Old in \p In.
  void define(llvm::Value *Old, llvm::BasicBlock *In, llvm::Value *New) {
    Definitions[Old].push_back({In, New});
  }

  /// Rewrites the uses; once, when the control flow is final.
  void apply();

private:
  using Definition = std::pair<llvm::BasicBlock *, llvm::Value *>;

  llvm::Function &F;
  llvm::MapVector<llvm::Value *, llvm::SmallVector<Definition, 4>> Definitions;

  void rewrite(llvm::Value *Old, llvm::ArrayRef<Definition> New);
};

} // namespace tandem

#endif
