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

// True for what the back end makes one instruction of. Part of others, a
// product that is added to what was loaded, does not depend on loads: the back
// end would take it from the hot code, where it may be what is wrong.
static bool isOneInstruction(const Instruction &I) {
  auto IsScalar = [](const Value *V) {
    return V->getType()->isPointerTy() ||
           (V->getType()->isIntegerTy() &&
            V->getType()->getIntegerBitWidth() <= 64);
  };
  return (isa<BinaryOperator>(I) || isa<ICmpInst>(I) || isa<CastInst>(I)) &&
         IsScalar(&I) && all_of(I.operand_values(), IsScalar);
}

Value *Rerun::operand(IRBuilder<> &B, const Opaque &O, const Instruction &I,
                      const Use &U) const {
  const unsigned Tag = 2; // none that the hot code has
  if (Replicas::isSharedConstant(I, U))
    return O.copy(B, U, Tag);
  bool IsNew = Now.count(U) || isa<Constant>(U) || isOneInstruction(I) ||
               !Opaque::supports(U->getType());
  return IsNew ? now(U) : O.copy(B, U, Tag);
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
    else
      for (Use &U : Again->operands())
        U.set(operand(B, O, *I, U));
    B.Insert(Again);
  }
}
