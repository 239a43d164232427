//===- RowVotes.cpp - loads and stores that are voted on together ---------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "SyncPoints.h"
#include "Votes.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace llvm;
using namespace tandem;

void Votes::join(Instruction &First, Instruction &Next) {
  Row &Together = Rows[&First];
  if (Together.empty())
    Together.push_back(&First);
  Together.push_back(&Next);
  Leaders[&Next] = &First;
}

// Moves V in front of At, with what of it is computed later: if that is nothing
// but addresses. Says whether it could.
static bool hoist(Value *V, Instruction &At,
                  const SmallPtrSetImpl<Instruction *> &Later) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I || !Later.count(I) || I->comesBefore(&At))
    return true;
  auto *Address = dyn_cast<GetElementPtrInst>(I);
  if (!Address || !fitsAddressingMode(*Address) ||
      !all_of(Address->operands(),
              [&](Value *Part) { return hoist(Part, At, Later); }))
    return false;
  Address->moveBefore(&At);
  return true;
}

// Vectors that are loaded with no effect in between: what compares one takes
// little more for some.
void Votes::gatherLoads(BasicBlock &BB) {
  const unsigned Most = 4;
  LoadInst *First = nullptr;
  Instruction *Last = nullptr;
  SmallPtrSet<Instruction *, 32> Later;
  for (Instruction &I : make_early_inc_range(BB)) {
    auto *Load = dyn_cast<LoadInst>(&I);
    if (I.mayHaveSideEffects())
      First = nullptr;
    if (!Load || S.role(I) != Role::Load || !O.fillsRegister(I.getType())) {
      Later.insert(&I);
      continue;
    }
    if (First && Rows.lookup(First).size() < Most &&
        hoist(Load->getPointerOperand(), *First, Later)) {
      Load->moveAfter(Last);
      join(*First, *Load);
    } else {
      First = Load;
      Later.clear();
    }
    Last = Load;
  }
}

// Stores in a row, two at most: what they store is kept until the last one.
void Votes::gatherStores(BasicBlock &BB) {
  if (Opts.Recovery != Options::RecoveryKind::None)
    return; // an undo log is written in front of each
  StoreInst *First = nullptr;
  for (Instruction &I : BB) {
    auto *Store = dyn_cast<StoreInst>(&I);
    auto *Address = dyn_cast<GetElementPtrInst>(&I);
    if (Store && S.role(I) == Role::Store && First &&
        !isa<GetElementPtrInst>(Store->getValueOperand())) {
      join(*First, *Store);
      First = nullptr;
    } else if (Store && S.role(I) == Role::Store) {
      First = Store;
    } else if (!Address || !fitsAddressingMode(*Address)) {
      First = nullptr;
    }
  }
}

// Those that are voted on with First. Addresses between them are used
// elsewhere, and go in front.
Votes::Row Votes::row(Instruction &First) {
  Row Result = Rows.lookup(&First);
  if (Result.empty())
    return {&First};
  for (Instruction *I = &First; I != Result.back();) {
    Instruction *Next = I->getNextNode();
    if (!is_contained(Result, I))
      I->moveBefore(&First);
    I = Next;
  }
  return Result;
}
