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
#include "Rerun.h"
#include "RuntimeABI.h"
#include "Segments.h"

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
  std::vector<Segment> Segs;
  llvm::DenseSet<llvm::Instruction *> Updates; ///< stores loaded back
  llvm::DenseSet<llvm::LoadInst *> Loads;      ///< compared on their own
  llvm::BasicBlock *Detected = nullptr;
  unsigned Count = 0;
  llvm::DenseMap<const llvm::BasicBlock *, const llvm::BasicBlock *> Home;

  /// A part of an address that a sync point uses is checked in front of an
  /// earlier one of its block, if there is one that uses it too.
  using Part = std::pair<const llvm::Instruction *, llvm::Value *>;
  llvm::DenseMap<Part, llvm::Instruction *> CheckedAt;
  /// The copies to compare and use, and the replicas, of parts shared so.
  llvm::DenseMap<Part, Opaque::Pair> SharedParts;

  // Of the segment at hand.
  Segment *Current = nullptr;
  llvm::BasicBlock *Unequal = nullptr; ///< leads to the segment's second run
  llvm::DenseMap<llvm::Value *, llvm::Value *> Checked;
  llvm::SmallVector<Opaque::Pair, 4> Vectors;
  llvm::BasicBlock *VectorsFail = nullptr;
  /// Operands that are checked copies of values that the second run computes.
  llvm::SmallVector<std::pair<llvm::Use *, llvm::Value *>, 4> Loaded;

  /// The block that \p BB was split from.
  const llvm::BasicBlock *home(const llvm::BasicBlock *BB) const {
    const llvm::BasicBlock *Found = Home.lookup(BB);
    return Found ? Found : BB;
  }

  void joinLanes();
  Opaque::Pair copyToCheck(llvm::IRBuilder<> &B, llvm::Value *V,
                           const llvm::Use *Leaving);
  bool isChecked(const llvm::Use &U) const;
  llvm::SmallVector<llvm::Use *, 4> operandsToCheck(llvm::Instruction &I) const;
  llvm::BasicBlock *split(llvm::Instruction &I);
  llvm::BasicBlock *detectedBlock();
  llvm::Instruction *failIf(llvm::Instruction *Before, llvm::Value *Differ,
                            llvm::BasicBlock *To);
  llvm::Value *replica(llvm::Value *V) { return R.of(V)[0]; }

  void failIfDiffers(llvm::Instruction &At, llvm::ArrayRef<Opaque::Pair> Pairs,
                     llvm::BasicBlock *To);
  void emitSegment(Segment &Seg);
  void emitOperands(llvm::Instruction &I);
  void emitLoad(llvm::LoadInst &Load);
  llvm::GetElementPtrInst *foldedAddress(llvm::Value *Ptr,
                                         const llvm::Instruction &User) const;
  bool hasConstantBase(llvm::Value *Ptr, const llvm::Instruction &User) const;
  void addressParts(llvm::Value *Ptr, const llvm::Instruction &User,
                    llvm::SmallVectorImpl<llvm::Value *> &Parts) const;
  void detectIf(llvm::IRBuilder<> &B, llvm::Value *Differ);
  llvm::Value *addressAgain(llvm::IRBuilder<> &B, llvm::Value *Ptr,
                            const llvm::Instruction &User);
  llvm::Value *anyInputDiffers(llvm::IRBuilder<> &B,
                               llvm::ArrayRef<llvm::Value *> Inputs,
                               const llvm::Instruction &User);
  void runAgain(const Segment &Seg, Rerun &Second, llvm::BranchInst *Leave);
  void goOn(llvm::IRBuilder<> &B, const Rerun &Second, llvm::Instruction &At);
  void leaveAgain(llvm::IRBuilder<> &B, const Rerun &Second,
                  llvm::BranchInst &Leave);
  bool isLoaded(llvm::Value *V) const { return Current->Loaded.count(V); }
  llvm::BasicBlock *onFailure(llvm::Value *V);
  void place(llvm::Use &U, llvm::Value *Copy);
  llvm::Value *checkedCopy(llvm::Value *V, llvm::Instruction &At,
                           const llvm::Use *Leaving = nullptr);
  llvm::Value *checkedOnce(llvm::Value *V, llvm::Instruction &At);
  void shareParts();
  llvm::Value *sharedPart(llvm::Value *V);
  void partsToCheck(const llvm::Use &Ptr, const llvm::StoreInst &Store,
                    llvm::SmallVectorImpl<llvm::Value *> &Parts) const;
  void takeAddressApart(llvm::Use &Ptr, llvm::StoreInst &Store,
                        llvm::SmallVectorImpl<llvm::Use *> &Parts);
  bool isUpdate(const llvm::StoreInst &Store) const;
  void emitUpdate(llvm::StoreInst &Store);
  llvm::Value *sunkAddress(llvm::Value *Ptr, llvm::Instruction &User);
  void sinkAddresses();
  void checkVectors(llvm::Instruction &At);
  void emitStores(llvm::ArrayRef<llvm::Instruction *> Stores);
  void emitBranch(llvm::BranchInst &Branch);
  void emitSwitch(llvm::SwitchInst &Switch);
};

} // namespace tandem

#endif
