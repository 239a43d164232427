//===- Replicas.h - the replicas of each value ------------------*- C++ -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// TRANSFORM. Makes replicas on demand: what no check asks for is not computed
// twice. Clones computations and loads, and copies opaquely what enters the
// sphere from outside (arguments, results of calls, constants into PHIs).
//
//===----------------------------------------------------------------------===//
#ifndef TANDEM_REPLICAS_H
#define TANDEM_REPLICAS_H

#include "Opaque.h"
#include "Scope.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/ValueHandle.h"

namespace tandem {

class Replicas {
public:
  using Copies = llvm::SmallVector<llvm::Value *, 2>;
  /// A value from outside, and its copies.
  using Entry = llvm::SmallVector<llvm::WeakTrackingVH, 3>;

  /// \p N counts the original: 2 for DMR.
  Replicas(llvm::Function &F, Scope &S, const Opaque &O, unsigned N)
      : F(F), S(S), O(O), N(N), DT(F), LI(DT) {}

  /// The N-1 replicas of \p V; the value itself for Scope::isConstant values.
  /// The operands of new replicas are filled in by complete().
  const Copies &of(llvm::Value *V);

  /// Those that \p V has by now; null when nothing asked for any.
  const Copies *find(llvm::Value *V) const;

  /// From now on \p Values are the replicas of \p V.
  void know(llvm::Value *V, llvm::ArrayRef<llvm::Value *> Values) {
    Map[V] = Copies(Values);
  }
  /// \p V is about to be erased, with its replicas.
  void forget(llvm::Value &V) { Map.erase(&V); }

  /// The number of replicas that a value has besides itself.
  unsigned copies() const { return N - 1; }

  /// Finishes every replica asked for so far, and those they need.
  void complete();

  /// True for a constant that \p User gets from a register.
  static bool isInRegister(const llvm::Value *V, const llvm::Instruction &User);

  /// True for a constant, operand \p U of \p I, that lies in a register before
  /// it is used.
  static bool isSharedConstant(const llvm::Instruction &I, const llvm::Use &U);

  /// The loads repeated by now, in the order they were asked for.
  llvm::ArrayRef<llvm::LoadInst *> loads() const { return Loads; }
  unsigned count() const { return Count; }

  /// \p Copies of \p V, opaque ones, enter the sphere with it.
  void enter(llvm::Value *V, llvm::ArrayRef<llvm::Value *> Copies) {
    Entered.push_back({llvm::WeakTrackingVH(V)});
    for (llvm::Value *Copy : Copies)
      Entered.back().push_back(llvm::WeakTrackingVH(Copy));
  }

  /// What has entered the sphere by now.
  llvm::ArrayRef<Entry> entered() const { return Entered; }

private:
  llvm::Function &F;
  Scope &S;
  const Opaque &O;
  unsigned N;
  llvm::DominatorTree DT;
  llvm::LoopInfo LI;
  unsigned Count = 0;
  llvm::DenseMap<llvm::Value *, Copies> Map;
  llvm::SmallVector<llvm::Instruction *, 32> Pending;
  llvm::SmallVector<llvm::LoadInst *, 16> Loads;
  std::vector<Entry> Entered;
  llvm::SetVector<llvm::Instruction *> Steps; ///< values carried round a loop
  llvm::DenseMap<std::pair<llvm::BasicBlock *, llvm::Value *>, Copies> Incoming;

  Copies make(llvm::Value *V);
  Copies clone(llvm::Instruction &I);
  Copies copyAt(llvm::BasicBlock *BB, llvm::BasicBlock::iterator At,
                llvm::Value *V);
  Copies copyBehind(llvm::Instruction &I);
  Copies hideEach(const Copies &Values, llvm::Instruction *Before);
  void fill(llvm::Instruction &I);
  void hideStep(llvm::Instruction &I);
  void fillPhi(llvm::PHINode &Phi);
  bool closesLoop(const llvm::PHINode &Phi, unsigned At) const;
};

} // namespace tandem

#endif
