//===- Lanes.cpp - both replicas in the lanes of one register -------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Lanes.h"
#include "LLVMCompat.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace tandem;

bool tandem::isCheaperInLanes(const Instruction &I) {
  const Function &F = *I.getFunction();
  Triple Target(F.getParent()->getTargetTriple());
  if (Target.getArch() != Triple::x86_64 ||
      F.hasFnAttribute(Attribute::NoImplicitFloat))
    return false;
  const auto *Call = dyn_cast<IntrinsicInst>(&I);
  return (I.getType()->isDoubleTy() || I.getType()->isFloatTy()) &&
         (I.getOpcode() == Instruction::FDiv ||
          (Call && Call->getIntrinsicID() == Intrinsic::sqrt));
}

// {L, R}, as often as it takes to fill a register: what lies in other lanes
// could be slow, or raise an exception.
static Value *lanes(IRBuilder<> &B, Value *L, Value *R) {
  auto *Ty = FixedVectorType::get(L->getType(), 2);
  Value *Pair = B.CreateInsertElement(PoisonValue::get(Ty), L, uint64_t(0));
  Pair = B.CreateInsertElement(Pair, R, uint64_t(1));
  if (L->getType()->isDoubleTy())
    return Pair;
  return B.CreateShuffleVector(Pair, {0, 1, 0, 1});
}

void tandem::joinInLanes(Instruction &I, Instruction &Replica) {
  IRBuilder<> B(&Replica);
  B.SetCurrentDebugLocation(I.getDebugLoc());
  Value *First = lanes(B, I.getOperand(0), Replica.getOperand(0));
  Value *Both = isa<CallBase>(I)
                    ? B.CreateUnaryIntrinsic(Intrinsic::sqrt, First)
                    : B.CreateFDiv(First, lanes(B, I.getOperand(1),
                                                Replica.getOperand(1)));
  Value *Results[] = {B.CreateExtractElement(Both, uint64_t(0)),
                      B.CreateExtractElement(Both, uint64_t(1))};
  Results[0]->takeName(&I);
  I.replaceAllUsesWith(Results[0]);
  Replica.replaceAllUsesWith(Results[1]);
  Replica.eraseFromParent();
  I.eraseFromParent();
}
