//===- Segments.h - stretches of code that can run again --------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// ANALYSIS. A segment is the part of a basic block that ends at a sync point
// and holds none before it (stores in a row count as one): nothing in it has an
// effect, so it can run again (idempotent regions: de Kruijf, Sankaralingam and
// Jha, PLDI 2012). A load whose value goes nowhere but into what the sync point
// compares needs no comparison of its own: when the comparison fails, the
// segment runs again, in cold code (Rerun.h), and so a value that another
// thread changed between the two loads is no alarm.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_SEGMENTS_H
#define TANDEM_SEGMENTS_H

#include "Scope.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace tandem {

struct Segment {
  /// Sync points at its end, in order: several stores in a row, or one other.
  llvm::SmallVector<llvm::Instruction *, 2> SyncPoints;
  /// The loads left to the sync points' checks, in order.
  llvm::SmallVector<llvm::LoadInst *, 4> Loads;
  /// What is computed from such loads. Only a difference of these is worth
  /// another run: all else may have been computed once, in front of it.
  llvm::DenseSet<llvm::Value *> Loaded;
  /// What the loads and the computations from them use besides. While these
  /// equal their replicas, running again can succeed.
  llvm::SetVector<llvm::Value *> Inputs;

  /// Puts \p Now of each value in its place; null leaves it out.
  void rename(llvm::function_ref<llvm::Value *(llvm::Value *)> Now);
};

class Segments {
public:
  /// \p IsChecked says whether a sync point compares that operand.
  Segments(llvm::Function &F, Scope &S, bool LoadsMayRace,
           llvm::function_ref<bool(const llvm::Use &)> IsChecked);

  /// All segments, in the order of the function.
  std::vector<Segment> &all() { return Found; }

  /// True for a load that needs no comparison of its own.
  bool covers(const llvm::LoadInst &Load) const { return Covered.count(&Load); }

private:
  Scope &S;
  bool LoadsMayRace;
  llvm::function_ref<bool(const llvm::Use &)> IsChecked;
  std::vector<Segment> Found;
  llvm::DenseSet<const llvm::LoadInst *> Covered;

  // Of the segment at hand: what can run again, in order.
  llvm::SmallVector<llvm::Instruction *, 32> Order;
  llvm::SmallVector<llvm::LoadInst *, 8> Loads;

  void close(Segment &Seg);
  void clear();
  void coverLoads(Segment &Seg);
  void add(llvm::Instruction &I);
  llvm::DenseSet<const llvm::Instruction *>
  flowingIntoChecks(const Segment &Seg) const;
  void findInputs(Segment &Seg);
};

} // namespace tandem

#endif
