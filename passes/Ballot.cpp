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

Value *Ballot::majority(const Trio &T) {
  if (T[0] == T[1])
    return T[0];
  Value *FirstSecond = numbersDiffer(InVote, O, T[0], T[1]);
  Value *FirstThird = numbersDiffer(InVote, O, T[0], T[2]);
  Value *SecondThird = numbersDiffer(InVote, O, T[1], T[2]);
  Value *FirstAlone = InVote.CreateAnd(FirstSecond, FirstThird);
  Any = either(InVote, Any, InVote.CreateOr(FirstSecond, FirstThird));
  AllDiffer =
      either(InVote, AllDiffer, InVote.CreateAnd(FirstAlone, SecondThird));
  return InVote.CreateSelect(FirstAlone, T[1], T[0]);
}

Value *Ballot::repair(const Trio &T, Repairs &Fixes) {
  Value *Majority = majority(T);
  for (unsigned K = 0; K < 3 && T[0] != T[1]; ++K)
    Fixes.define(T[K], Fix, O.copy(InFix, Majority, K));
  return Majority;
}

void Ballot::finish(BasicBlock *Lost) {
  if (AllDiffer)
    InVote.CreateCondBr(AllDiffer, Lost, Fix, unlikely(Vote->getContext()));
  else
    InVote.CreateBr(Fix);
}
