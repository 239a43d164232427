//===- Ballot.cpp - the cold code of one vote -----------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Ballot.h"
#include "ColdCode.h"
#include "NaN.h"

using namespace llvm;
using namespace tandem;

Ballot::Ballot(Function &F, const Opaque &O, const DebugLoc &Where)
    : O(O), Vote(BasicBlock::Create(F.getContext(), "tandem.vote", &F)),
      Fix(BasicBlock::Create(F.getContext(), "tandem.repair", &F)),
      InVote(Vote), InFix(Fix) {
  InVote.SetCurrentDebugLocation(Where);
  InFix.SetCurrentDebugLocation(Where);
}

// Whether L and R are certainly different: of numbers one comparison tells,
// if a wrong NaN may pass for right.
static Value *contradict(IRBuilder<> &B, const Opaque &O, Value *L, Value *R) {
  Type *Ty = L->getType();
  return Ty->isFloatTy() || Ty->isDoubleTy() ? B.CreateFCmpONE(L, R)
                                             : O.differ(B, L, R);
}

Value *Ballot::majority(const Trio &T, bool FirstTwoDiffer) {
  if (T[0] == T[1])
    return T[0];
  Value *Result = T[2];
  if (!FirstTwoDiffer) {
    Value *Differ = O.differ(InVote, T[0], T[1]);
    Any = either(InVote, Any, Differ);
    Result = InVote.CreateSelect(Differ, T[2], T[0]);
  }
  AllDiffer = either(InVote, AllDiffer,
                     InVote.CreateAnd(contradict(InVote, O, Result, T[0]),
                                      contradict(InVote, O, Result, T[1])));
  return Result;
}

Value *Ballot::repair(const Trio &T, Repairs &Fixes, unsigned Count) {
  Value *Majority = majority(T);
  for (unsigned K = 0; K < Count && T[0] != T[1]; ++K)
    Fixes.define(T[K], Fix, O.copy(InFix, Majority, K));
  return Majority;
}

void Ballot::finish(BasicBlock *Lost) {
  if (AllDiffer)
    InVote.CreateCondBr(AllDiffer, Lost, Fix, unlikely(Vote->getContext()));
  else
    InVote.CreateBr(Fix);
}
