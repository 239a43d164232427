//===- Ballot.h - the cold code of one vote ---------------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. Code that runs when copies differ: a block that finds what the
// majority of the three copies of some values is and leads to the report of a
// detection when three are different, and one behind it, where the majorities
// are used.
//
// Whoever comes here knows that no more than one copy is wrong, or that a
// detection is right: so the third copy decides between the first two.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_BALLOT_H
#define TANDEM_BALLOT_H

#include "Opaque.h"
#include "Repairs.h"
#include <array>

namespace tandem {

/// A value and its two replicas.
using Trio = std::array<llvm::Value *, 3>;

class Ballot {
public:
  /// Makes both blocks; finish() has to follow.
  Ballot(llvm::Function &F, const Opaque &O, const llvm::DebugLoc &Where);

  /// Where cold code enters.
  llvm::BasicBlock *entry() const { return Vote; }
  /// Ends without a terminator, which is the caller's to add.
  llvm::BasicBlock *exit() const { return Fix; }

  /// Builds in the entry, in front of its terminator-to-be.
  llvm::IRBuilder<> &counting() { return InVote; }
  /// Builds in the exit.
  llvm::IRBuilder<> &repairing() { return InFix; }

  /// What two of \p T are. \p FirstTwoDiffer when the entry is reached only
  /// so. The copies stay as they are: a wrong one is outvoted again.
  llvm::Value *majority(const Trio &T, bool FirstTwoDiffer = false);

  /// Makes the first \p Count of \p T its majority, which is returned, from the
  /// exit on.
  llvm::Value *repair(const Trio &T, Repairs &Fixes, unsigned Count = 3);

  /// An i1 in the entry: not all first two copies were equal.
  llvm::Value *anyDiffers() { return Any ? Any : InVote.getFalse(); }

  /// Ends the entry: to \p Lost when three copies of a value are different.
  void finish(llvm::BasicBlock *Lost);

private:
  const Opaque &O;
  llvm::BasicBlock *Vote, *Fix;
  llvm::IRBuilder<> InVote, InFix;
  llvm::Value *Any = nullptr;
  llvm::Value *AllDiffer = nullptr;
};

} // namespace tandem

#endif
