//===- Checks.cpp - comparing replicas at sync points ---------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where each sync point is checked, and why there:
//
//   store    in front, value and address (MemoryChecks.cpp); behind it, when it
//            updates what was loaded: what the replica of the address holds
//            must be the replica of the value. One comparison covers address,
//            value and the store itself (nZDC, Didehban and Shrivastava, DAC
//            2016).
//   load     behind it, when another thread may write the memory: unequal loads
//            through equal addresses are a race, and it is loaded again. Or not
//            at all, when the segment's sync point covers it (Segments.h).
//   branch   on both edges, from the replica of the condition: this covers the
//            flags and the jump too (SWIFT, Reis et al., CGO 2005, section 3).
//   others   in front: the operand is copied, the copy is compared and then
//            used, so that no unchecked move lies between check and use.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "ColdCode.h"
#include "Divisions.h"
#include "Lanes.h"
#include "NaN.h"
#include "SyncPoints.h"
#include "Webs.h"
#include "Widening.h"
#include "llvm/ADT/PostOrderIterator.h"

using namespace llvm;
using namespace tandem;

// ---- plan -------------------------------------------------------------------

bool Checks::isChecked(const Use &U) const {
  const auto &I = *cast<Instruction>(U.getUser());
  if (!Opaque::supports(U->getType()) || hasUndef(U))
    return false;
  switch (S.role(I)) {
  case Role::Store:
    if (isUpdate(cast<StoreInst>(I)))
      return false;
    return !S.isConstant(U) ||
           (U.getOperandNo() == 0 && Opaque::needsRegister(U));
  case Role::Branch:
    return !S.isConstant(U) && I.getSuccessor(0) != I.getSuccessor(1);
  case Role::Switch:
    return U.getOperandNo() == 0 && !S.isConstant(U);
  case Role::Unable:
    return isa<CallBrInst>(I) && isCheckedOperand(I, U, S);
  case Role::Return:
    return !returnsTailCall(cast<ReturnInst>(I)) && isCheckedOperand(I, U, S);
  default:
    return isCheckedOperand(I, U, S);
  }
}

SmallVector<Use *, 4> Checks::operandsToCheck(Instruction &I) const {
  SmallVector<Use *, 4> Result;
  for (Use &U : I.operands())
    if (isChecked(U))
      Result.push_back(&U);
  return Result;
}

void Checks::plan() {
  Segments Found(F, S, Opts.Races == Options::RacesKind::Tolerate,
                 [this](const Use &U) { return isChecked(U); });
  for (Segment &Seg : Found.all()) {
    for (Instruction *I : Seg.SyncPoints)
      for (Use *U : operandsToCheck(*I)) {
        SmallVector<Value *, 4> Parts{*U};
        if (isa<StoreInst>(I) && U->getOperandNo() == 1) {
          Parts.clear();
          addressParts(*U, *I, Parts);
        }
        for (Value *Part : Parts)
          replica(Part);
      }
    for (Instruction *I : Seg.SyncPoints)
      if (auto *Store = dyn_cast<StoreInst>(I); Store && isUpdate(*Store)) {
        Updates.insert(Store);
        replica(Store->getOperand(0));
        replica(Store->getOperand(1));
      }
    for (Value *Input : Seg.Inputs)
      replica(Input);
  }
  R.complete();
  widenApart(F, R, O);
  divideApart(F, R, O);
  for (LoadInst *Load : R.loads())
    if (Opts.Races == Options::RacesKind::Tolerate && !Found.covers(*Load))
      Loads.insert(Load);
  Segs = std::move(Found.all());
  joinLanes();
  shareParts();
}

// Before any check is made, so that it can compare lanes.
void Checks::joinLanes() {
  if (!O.packsNumbers())
    return;
  Lanes L(R, O, 2);
  L.join(Webs(F, R, Opts.Lanes).members(), [](Value *) { return false; });
  for (Segment &Seg : Segs)
    Seg.rename([&](Value *V) { return L.now(V); });
}

// ---- emit -------------------------------------------------------------------

BasicBlock *Checks::detectedBlock() {
  if (!Detected)
    Detected = tandem::detectedBlock(F, ABI, ABI.site(F));
  return Detected;
}

// Starts a block with I.
BasicBlock *Checks::split(Instruction &I) {
  BasicBlock *Head = I.getParent();
  BasicBlock *Tail = Head->splitBasicBlock(I.getIterator());
  Home[Tail] = home(Head);
  return Tail;
}

// Splits in front of Before; the first half goes to To when Differ holds.
// Returns Before, now first in its block.
Instruction *Checks::failIf(Instruction *Before, Value *Differ,
                            BasicBlock *To) {
  BasicBlock *Head = Before->getParent();
  BasicBlock *Tail = split(*Before);
  Head->getTerminator()->eraseFromParent();
  IRBuilder<> B(Head);
  B.SetCurrentDebugLocation(Before->getDebugLoc());
  B.CreateCondBr(Differ, To, Tail, unlikely(F.getContext()));
  ++Count;
  return Before;
}

// Where a difference between V, a value of the segment at hand, and its replica
// goes.
BasicBlock *Checks::onFailure(Value *V) {
  if (!isLoaded(V))
    return detectedBlock();
  if (!Unequal)
    Unequal = BasicBlock::Create(F.getContext(), "tandem.unequal", &F);
  return Unequal;
}

// Splits in front of At, where a difference between any of Pairs fails. NaNs
// may differ and be equal; a second run finds out without looking at them.
void Checks::failIfDiffers(Instruction &At, ArrayRef<Opaque::Pair> Pairs,
                           BasicBlock *To) {
  IRBuilder<> B(&At);
  Value *Differ = O.anyDiffers(B, Pairs);
  bool RunsAgain = Unequal && To == Unequal;
  if (RunsAgain ||
      none_of(Pairs, [](const auto &P) { return holdsNumbers(P.first); })) {
    failIf(&At, Differ, To);
    return;
  }
  BasicBlock *NaN = BasicBlock::Create(F.getContext(), "tandem.nan", &F);
  failIf(&At, Differ, NaN);
  IRBuilder<> C(NaN);
  C.SetCurrentDebugLocation(At.getDebugLoc());
  Value *Fault = nullptr;
  for (const Opaque::Pair &P : Pairs)
    Fault = either(C, Fault, numbersDiffer(C, O, P.first, P.second));
  C.CreateCondBr(Fault, To, At.getParent());
}

// A copy of V to compare and use, and its replica. Lanes are copied together:
// they stay in one register.
Opaque::Pair Checks::copyToCheck(IRBuilder<> &B, Value *V, const Use *Leaving) {
  if (Value *Both = Lanes::of(V, replica(V))) {
    Value *Copy = O.copy(B, Both, 0);
    return {B.CreateExtractElement(Copy, uint64_t(0)),
            B.CreateExtractElement(Copy, uint64_t(1))};
  }
  Value *Copy = Leaving ? O.copyForUse(B, *Leaving) : O.copy(B, V, 0);
  if (Opaque::needsRegister(V) && !V->getType()->isVectorTy())
    return {Copy, O.copy(B, V, 1)};
  if (V->getType()->isPointerTy() && isa<Instruction>(V) && S.isConstant(V))
    return {Copy, O.copyAddress(B, V, 1)};
  return {Copy, replica(V)};
}

// Copies V, compares the copy, and returns it for At to use.
Value *Checks::checkedCopy(Value *V, Instruction &At, const Use *Leaving) {
  IRBuilder<> B(&At);
  bool InMemory = V->getType()->isX86_FP80Ty() || V->getType()->isPPC_FP128Ty();
  Opaque::Pair Both = SharedParts.lookup({Current->SyncPoints[0], V});
  if (InMemory)
    Both = {V, replica(V)};
  else if (!Both.first)
    Both = copyToCheck(B, V, Leaving);
  failIfDiffers(At, {Both}, onFailure(V));
  return Both.first;
}

// Copy, which was checked, is used in place of the value it was made of.
void Checks::place(Use &U, Value *Copy) {
  if (isLoaded(U))
    Loaded.push_back({&U, U});
  U.set(Copy);
}

// What the second run computes comes last: that run goes on behind all checks.
void Checks::emitOperands(Instruction &I) {
  SmallVector<Use *, 4> Operands = operandsToCheck(I);
  for (bool Last : {false, true})
    for (Use *U : Operands)
      if (isLoaded(*U) == Last)
        place(*U, checkedCopy(*U, I, U));
}

// Ends a cold block with a detection when Differ, if there is one, holds.
void Checks::detectIf(IRBuilder<> &B, Value *Differ) {
  if (!Differ)
    return;
  BasicBlock *Cold = B.GetInsertBlock();
  BasicBlock *Next = BasicBlock::Create(F.getContext(), "tandem.again", &F);
  Home[Next] = home(Cold);
  B.CreateCondBr(Differ, detectedBlock(), Next);
  B.SetInsertPoint(Next);
}

void Checks::emitSegment(Segment &Seg) {
  if (Seg.SyncPoints.empty())
    return;
  Current = &Seg;
  Unequal = nullptr;
  Loaded.clear();
  Instruction &I = *Seg.SyncPoints[0];
  std::optional<Rerun> Second;
  if (!Seg.Loads.empty())
    Second.emplace(Seg, R);
  auto *Branch = dyn_cast<BranchInst>(&I);
  auto *Leave = Second && Branch ? cast<BranchInst>(Branch->clone()) : nullptr;
  if (S.role(I) == Role::Store)
    emitStores(Seg.SyncPoints);
  else if (Branch)
    emitBranch(*Branch);
  else if (auto *Switch = dyn_cast<SwitchInst>(&I))
    emitSwitch(*Switch);
  else
    emitOperands(I);
  if (Unequal)
    runAgain(Seg, *Second, Leave);
  else if (Leave)
    Leave->deleteValue();
}

// Backwards: a split then moves only what lies between two sync points, and the
// time stays linear in the size of a block. Loads come last, users in front of
// what they use, because other values then stand for what was loaded.
void Checks::emit() {
  for (Segment &Seg : reverse(Segs))
    emitSegment(Seg);
  SmallVector<LoadInst *, 16> InOrder;
  for (BasicBlock *BB : ReversePostOrderTraversal<Function *>(&F))
    for (Instruction &I : *BB)
      if (auto *Load = dyn_cast<LoadInst>(&I); Load && Loads.count(Load))
        InOrder.push_back(Load);
  for (LoadInst *Load : reverse(InOrder))
    emitLoad(*Load);
  sinkAddresses();
}
