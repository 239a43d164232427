//===- Cuts.h - beginning, ending, cutting transactions ---------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. Carries out the steps of Transactions.h: appendRanges() before the
// function is replicated, emit() behind its checks.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_CUTS_H
#define TANDEM_CUTS_H

#include "Replicas.h"
#include "UndoLog.h"
#include "llvm/IR/ValueHandle.h"

namespace tandem {

class Cuts {
public:
  Cuts(llvm::Function &F, RuntimeABI &ABI, const Opaque &O,
       Transactions::Recovery Kind, llvm::ArrayRef<Step> Planned);

  /// Notes which values have replicas, before checks change them.
  void remember(const Replicas &R);

  void emit();

private:
  using Pair = std::pair<llvm::WeakTrackingVH, llvm::WeakTrackingVH>;
  /// A test at the head of a loop: where it begins again, and where that leads.
  struct Cut {
    llvm::BasicBlock *Cold, *Next;
  };

  llvm::Function &F;
  RuntimeABI &ABI;
  const Opaque &O;
  bool Undo;
  std::vector<Step> Steps;
  Position Where;
  UndoLog Log;
  std::vector<Pair> Pairs;
  llvm::DenseMap<const llvm::Value *, llvm::WeakTrackingVH> LastCopies;
  llvm::SmallVector<Cut, 8> LoopCuts;
  llvm::AllocaInst *Hole;
  llvm::DenseMap<const void *, llvm::Instruction *> Places;

  llvm::Instruction *place(const Step &S);
  llvm::Instruction *behindCopies(const llvm::Value &V, llvm::Instruction *P);
  void carryOut(const Step &S);
  void emitBegin(llvm::IRBuilder<> &B);
  void emitTest(llvm::Instruction &At, bool HeadsLoop);
  void emitSanity(llvm::Instruction &At);
  llvm::Value *isFull(llvm::IRBuilder<> &B);
  void emitEnd(llvm::Instruction &At);
  void emitLeave(llvm::Instruction &At);
  void emitClose(llvm::Instruction &At);
  llvm::BasicBlock *branch(llvm::Instruction &At, llvm::Value *If,
                           const char *Name, bool Likely);
  llvm::Value *frameEnd(llvm::IRBuilder<> &B);
  void compareLive();
  void compare(const Cut &C, llvm::ArrayRef<const Pair *> Live);
};

} // namespace tandem

#endif
