//===- LoopCuts.h - the loops that need a test in each round ----*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. What a loop uses up of a transaction's budget (recovery `undo`:
// room in the log; `rtm`: work) must end somewhere. A loop needs a test at its
// head when some way round it uses budget and passes neither another test nor
// an end.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_LOOPCUTS_H
#define TANDEM_LOOPCUTS_H

#include "Effects.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetLibraryInfo.h"

namespace tandem {

class LoopCuts {
public:
  LoopCuts(llvm::Function &F, const Effects &E, Options::RecoveryKind Kind);

  /// True when a test stands at the top of \p BB.
  bool isTested(const llvm::BasicBlock &BB) const { return Tested.count(&BB); }

  /// Bytes that the short loop \p BB heads appends in all its rounds: it has no
  /// test. Zero for other blocks.
  uint64_t shortBytes(const llvm::BasicBlock &BB) const {
    return Short.lookup(&BB);
  }

  /// True for a block of a short loop: its bytes are counted at the head.
  bool isInShort(const llvm::BasicBlock &BB) const {
    return InShort.count(&BB);
  }

  /// Work of one round, for the top of a tested block.
  uint64_t work(const llvm::BasicBlock &BB) const { return Work.lookup(&BB); }

private:
  llvm::Function &F;
  const Effects &E;
  bool Undo;
  llvm::DenseSet<const llvm::BasicBlock *> Tested, InShort, Cut;
  llvm::DenseMap<const llvm::BasicBlock *, uint64_t> Use, Short, Work;

  void measure(llvm::BasicBlock &BB);
  void visit(llvm::Loop &L, llvm::ScalarEvolution &SE);
  bool makeShort(llvm::Loop &L, llvm::ScalarEvolution &SE);
  bool usesEachRound(const llvm::Loop &L) const;
  void testIrreducible(const llvm::LoopInfo &LI);
};

} // namespace tandem

#endif
