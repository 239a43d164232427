//===- Webs.h - numbers that are cheaper in lanes ---------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. A web is a set of scalar floating-point computations, connected by
// their operands, all of which have a packed form: one operation on a vector
// can compute a value and its replicas. Finds the webs of a function and says
// which are cheaper so. Lanes.h rewrites them.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_WEBS_H
#define TANDEM_WEBS_H

#include "Options.h"
#include "Replicas.h"
#include "llvm/ADT/EquivalenceClasses.h"

namespace tandem {

class Webs {
public:
  /// Every replica that is wanted must have been made.
  Webs(llvm::Function &F, const Replicas &R, Options::LanesKind Wanted);

  /// What the webs hold that are to go into lanes, in the order of the
  /// function. The replicas of each are clones of it in the same block.
  llvm::ArrayRef<llvm::Instruction *> members() const { return Chosen; }

private:
  const Replicas &R;
  llvm::LoopInfo LI;
  llvm::SmallVector<llvm::Instruction *, 32> Chosen;
  llvm::SetVector<llvm::Instruction *> Members; ///< of all webs

  bool isMember(llvm::Instruction &I) const;
  bool isIn(llvm::Value *V) const {
    auto *I = llvm::dyn_cast<llvm::Instruction>(V);
    return I && Members.count(I);
  }
  /// The webs, as sets.
  llvm::EquivalenceClasses<llvm::Instruction *> connected() const;
  void choose();
  long weight(const llvm::BasicBlock &BB) const;
  long costOfLeaf(llvm::Value &V) const;
  long gain(llvm::Instruction &I) const;
};

} // namespace tandem

#endif
