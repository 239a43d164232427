//===- Checks.h - comparing replicas at sync points -------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. plan() decides what each sync point compares and asks for the
// replicas; emit() inserts the comparisons. The only file that knows what a
// disagreement leads to.
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_CHECKS_H
#define TANDEM_CHECKS_H

#include "Options.h"
#include "Replicas.h"
#include "RuntimeABI.h"

namespace tandem {

class Checks {
public:
  Checks(llvm::Function &F, Scope &S, Replicas &R, const Opaque &O,
         RuntimeABI &ABI, const Options &Opts)
      : F(F), S(S), R(R), O(O), ABI(ABI), Opts(Opts) {}

  /// Finds the sync points and has their replicas made. Control flow stays.
  void plan();

  /// Inserts the checks, splitting blocks.
  void emit();

  unsigned count() const { return Count; }

private:
  llvm::Function &F;
  Scope &S;
  Replicas &R;
  const Opaque &O;
  RuntimeABI &ABI;
  const Options &Opts;
  llvm::SmallVector<llvm::Instruction *, 32> SyncPoints;
  llvm::BasicBlock *Detected = nullptr;
  unsigned Count = 0;

  bool isChecked(const llvm::Instruction &I, const llvm::Use &U) const;
  llvm::SmallVector<llvm::Use *, 4> operandsToCheck(llvm::Instruction &I) const;
  llvm::BasicBlock *detectedBlock();
  llvm::Instruction *failIf(llvm::Instruction *Before, llvm::Value *Differ,
                            llvm::BasicBlock *To);
  llvm::Value *replica(llvm::Value *V) { return R.of(V)[0]; }

  using EdgeValues = llvm::MapVector<llvm::BasicBlock *,
                                     llvm::SmallVector<llvm::ConstantInt *, 4>>;

  void emitAt(llvm::Instruction &I);
  void emitOperands(llvm::Instruction &I);
  void emitLoad(llvm::LoadInst &Load);
  void loadAgain(llvm::LoadInst &Load, llvm::LoadInst *Replica,
                 llvm::BasicBlock *Head, llvm::BasicBlock *Again,
                 llvm::BasicBlock *Tail);
  llvm::Value *checkedCopy(llvm::Value *V, llvm::Instruction &At);
  llvm::Value *checkedAddress(llvm::Value *Ptr, llvm::StoreInst &Store);
  void emitStore(llvm::StoreInst &Store);
  void emitBranch(llvm::BranchInst &Branch);
  void emitSwitch(llvm::SwitchInst &Switch);
  void emitSwitchEdge(llvm::SwitchInst &Switch, llvm::BasicBlock *To,
                      const EdgeValues &Values);
  llvm::BasicBlock *edge(llvm::BasicBlock *From, llvm::BasicBlock *To);
};

} // namespace tandem

#endif
