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
//            through equal addresses are a race, and are loaded again. Or not
//            at all, when the segment's sync point covers it (Segments.h).
//   branch   on both edges, from the replica of the condition: this covers the
//            flags and the jump too (SWIFT, Reis et al., CGO 2005, section 3).
//   others   in front: the operand is copied, the copy is compared and then
//            used, so that no unchecked move lies between check and use.
//
//===----------------------------------------------------------------------===//

#include "Checks.h"
#include "ColdCode.h"
#include "Lanes.h"
#include "NaN.h"
#include "SyncPoints.h"
#include "Webs.h"
#include "llvm/IR/InstIterator.h"

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
  for (LoadInst *Load : R.loads())
    if (Opts.Races == Options::RacesKind::Tolerate && !Found.covers(*Load))
      Loads.insert(Load);
  Segs = std::move(Found.all());
  joinLanes();
}

// Before any check is made, so that it can compare lanes.
void Checks::joinLanes() {
  if (!O.packsNumbers())
    return;
  Lanes L(R);
  L.join(Webs(F, R, Opts.Lanes).members());
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

BasicBlock *Checks::retryBlock() {
  if (!Retry)
    Retry = BasicBlock::Create(F.getContext(), "tandem.retry", &F);
  return Retry;
}

// Where a difference between V, a value of the segment at hand, and its replica
// goes.
BasicBlock *Checks::onFailure(Value *V) {
  return Current->Loaded.count(V) ? retryBlock() : detectedBlock();
}

// Splits in front of At, where a difference between any of Pairs fails.
void Checks::failIfDiffers(Instruction &At, ArrayRef<Opaque::Pair> Pairs,
                           BasicBlock *To) {
  IRBuilder<> B(&At);
  Value *Differ = O.anyDiffers(B, Pairs);
  if (none_of(Pairs, [](const auto &P) { return holdsNumbers(P.first); })) {
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
  Opaque::Pair Both =
      InMemory ? Opaque::Pair(V, replica(V)) : copyToCheck(B, V, Leaving);
  failIfDiffers(At, {Both}, onFailure(V));
  return Both.first;
}

void Checks::emitOperands(Instruction &I) {
  for (Use *U : operandsToCheck(I))
    U->set(checkedCopy(*U, I, U));
}

// Ends a block: detected when any of Values differs from its replica, else it
// runs again from Again on, which then starts a block; not without end, when
// there are values besides that MayPersist.
void Checks::retryUnlessAnyDiffers(IRBuilder<> &B, ArrayRef<Value *> Values,
                                   Instruction &Again, bool MayPersist) {
  clobberMemory(B);
  Value *Any = MayPersist ? Tries.tooMany(B, Again) : nullptr;
  for (Value *V : Values)
    Any = either(B, Any, O.differ(B, V, replica(V)));
  BasicBlock *Body = split(Again);
  if (Any)
    B.CreateCondBr(Any, detectedBlock(), Body);
  else
    B.CreateBr(Body);
}

void Checks::emitSegment(Segment &Seg) {
  if (Seg.SyncPoints.empty())
    return;
  Current = &Seg;
  Retry = nullptr;
  Instruction &I = *Seg.SyncPoints[0];
  if (S.role(I) == Role::Store)
    emitStores(Seg.SyncPoints);
  else if (auto *Branch = dyn_cast<BranchInst>(&I))
    emitBranch(*Branch);
  else if (auto *Switch = dyn_cast<SwitchInst>(&I))
    emitSwitch(*Switch);
  else
    emitOperands(I);
  if (!Retry)
    return;
  IRBuilder<> B(Retry);
  B.SetCurrentDebugLocation(I.getDebugLoc());
  SmallVector<Value *, 8> Parts;
  for (Value *Input : Seg.Inputs)
    addressParts(Input, *Seg.Again, Parts);
  SmallSetVector<Value *, 8> Once(Parts.begin(), Parts.end());
  retryUnlessAnyDiffers(B, Once.getArrayRef(), *Seg.Again, Seg.MayKeepFault);
}

// Backwards: a split then moves only what lies between two sync points, and the
// time stays linear in the size of a block. Loads come last, because what they
// loaded replaces what the other checks refer to.
void Checks::emit() {
  for (Segment &Seg : reverse(Segs))
    emitSegment(Seg);
  SmallVector<LoadInst *, 16> InOrder;
  for (Instruction &I : instructions(F))
    if (auto *Load = dyn_cast<LoadInst>(&I); Load && Loads.count(Load))
      InOrder.push_back(Load);
  for (LoadInst *Load : reverse(InOrder))
    emitLoad(*Load);
  sinkAddresses();
}
