//===- Webs.cpp - numbers that are cheaper in lanes -----------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Webs.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace tandem;

static bool isNumber(const Type *Ty) {
  return Ty->isDoubleTy() || Ty->isFloatTy();
}

static bool hasPackedForm(const IntrinsicInst &Call) {
  switch (Call.getIntrinsicID()) {
  case Intrinsic::sqrt:
  case Intrinsic::fabs:
  case Intrinsic::copysign:
  case Intrinsic::fmuladd:
    return true;
  default:
    return false;
  }
}

static bool hasPackedForm(const Instruction &I) {
  if (const auto *Call = dyn_cast<IntrinsicInst>(&I))
    return hasPackedForm(*Call);
  switch (I.getOpcode()) {
  case Instruction::FAdd:
  case Instruction::FSub:
  case Instruction::FMul:
  case Instruction::FDiv:
  case Instruction::FNeg:
  case Instruction::PHI:
    return true;
  case Instruction::FPExt:
  case Instruction::FPTrunc:
    return isNumber(I.getOperand(0)->getType());
  default:
    return false;
  }
}

static bool isSlow(const Instruction &I) {
  const auto *Call = dyn_cast<IntrinsicInst>(&I);
  return I.getOpcode() == Instruction::FDiv ||
         (Call && Call->getIntrinsicID() == Intrinsic::sqrt);
}

// Whether a replica is computed like I; else it is an opaque copy, of something
// that is done once.
static bool isSame(const Instruction &I, const Instruction &Replica) {
  const auto *Call = dyn_cast<IntrinsicInst>(&I);
  const auto *Other = dyn_cast<IntrinsicInst>(&Replica);
  return I.getOpcode() == Replica.getOpcode() &&
         (!Call ||
          (Other && Call->getIntrinsicID() == Other->getIntrinsicID()));
}

bool Webs::isMember(Instruction &I) const {
  const Replicas::Copies *Copies = R.find(&I);
  return isNumber(I.getType()) && hasPackedForm(I) && Copies &&
         all_of(*Copies, [&](Value *V) {
           auto *Clone = dyn_cast<Instruction>(V);
           return Clone && Clone != &I && isSame(I, *Clone) &&
                  Clone->getParent() == I.getParent();
         });
}

long Webs::weight(const BasicBlock &BB) const {
  return 1L << (3 * std::min(LI.getLoopDepth(&BB), 8U));
}

// Costs are in instructions, and relative to scalar replicas.

// Of packing what no member computes: a load that its only user could have done
// becomes one of its own, twice; other values are moved together.
long Webs::costOfLeaf(Value &V) const {
  auto *I = dyn_cast<Instruction>(&V);
  if (isa<Constant>(V))
    return 0;
  const BasicBlock &Home =
      I ? *I->getParent() : cast<Argument>(V).getParent()->getEntryBlock();
  long Moves = isa<LoadInst>(V) ? (V.hasOneUse() ? 2 : 0) : 2;
  return weight(Home) * (Moves + V.getType()->isFloatTy());
}

// Of one member: what its replica spares, less the check or the move where its
// value leaves the lanes.
long Webs::gain(Instruction &I) const {
  const long Division = 16;
  long Result = isa<PHINode>(I) ? 0 : isSlow(I) ? Division : 1;
  Result *= weight(*I.getParent());
  long Leaving = 0;
  for (User *U : I.users())
    if (!isIn(U))
      Leaving = std::max(Leaving, weight(*cast<Instruction>(U)->getParent()));
  return Result - Leaving;
}

EquivalenceClasses<Instruction *> Webs::connected() const {
  EquivalenceClasses<Instruction *> Result;
  for (Instruction *I : Members) {
    Result.insert(I);
    for (Value *V : I->operands())
      if (isIn(V))
        Result.unionSets(I, cast<Instruction>(V));
  }
  return Result;
}

void Webs::choose() {
  EquivalenceClasses<Instruction *> Connected = connected();
  DenseMap<Instruction *, long> Gain; // by leader
  DenseSet<std::pair<Instruction *, Value *>> Leaves;
  for (Instruction *I : Members) {
    Instruction *Leader = Connected.getLeaderValue(I);
    Gain[Leader] += gain(*I);
    for (Value *V : I->operands())
      if (isNumber(V->getType()) && !isIn(V) &&
          Leaves.insert({Leader, V}).second)
        Gain[Leader] -= costOfLeaf(*V);
  }
  for (Instruction *I : Members)
    if (Gain[Connected.getLeaderValue(I)] > 0)
      Chosen.push_back(I);
}

Webs::Webs(Function &F, const Replicas &R, Options::LanesKind Wanted) : R(R) {
  if (Wanted == Options::LanesKind::Off)
    return;
  for (Instruction &I : instructions(F))
    if (isMember(I))
      Members.insert(&I);
  if (Wanted == Options::LanesKind::Force) {
    Chosen.append(Members.begin(), Members.end());
  } else if (!Members.empty()) {
    LI.analyze(DominatorTree(F));
    choose();
  }
}
