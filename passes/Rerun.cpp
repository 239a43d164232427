//===- Rerun.cpp - a segment once more ------------------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Rerun.h"

using namespace llvm;
using namespace tandem;

Rerun::Rerun(const Segment &Seg, Replicas &R) : R(R) {
  DenseSet<Value *> Flowing;
  for (LoadInst *Load : Seg.Loads) {
    Flowing.insert(Load);
    unsigned K = 0;
    for (Value *Copy : R.of(Load)) {
      Repeated[Copy] = {Load, ++K};
      Flowing.insert(Copy);
    }
  }
  const Instruction *End = Seg.SyncPoints[0];
  for (Instruction *I = Seg.Loads[0]; I != End; I = I->getNextNode()) {
    bool Flows = Flowing.count(I) || any_of(I->operand_values(), [&](Value *V) {
                   return Flowing.count(V);
                 });
    if (!Flows)
      continue;
    Flowing.insert(I);
    Order.push_back(I);
  }
}

void Rerun::compute(IRBuilder<> &B, const Opaque &O, ArrayRef<Value *> Roots) {
  SmallPtrSet<Value *, 32> Needed(Roots.begin(), Roots.end());
  for (Instruction *I : reverse(Order)) {
    if (!Needed.count(I))
      continue;
    if (LoadInst *First = Repeated.lookup(I).first)
      Needed.insert(First);
    else
      Needed.insert(I->value_op_begin(), I->value_op_end());
  }
  for (Instruction *I : Order) {
    if (!Needed.count(I))
      continue;
    if (auto [First, K] = Repeated.lookup(I); First) {
      Now[I] = O.copy(B, now(First), K);
      continue;
    }
    Instruction *Again = I->clone();
    Now[I] = Again;
    // Through the replica of the address, which was compared with it.
    if (auto *Load = dyn_cast<LoadInst>(Again))
      Load->setOperand(0, R.of(Load->getPointerOperand())[0]);
    // What is wrong may be a constant that the hot code keeps in a register.
    else
      for (Use &U : Again->operands())
        U.set(Replicas::isSharedConstant(*I, U) ? O.copy(B, U, 1) : now(U));
    B.Insert(Again);
  }
}
