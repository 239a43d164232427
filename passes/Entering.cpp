//===- Entering.cpp - values that enter the sphere ------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Entering.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;
using namespace tandem;

static Value *withoutCast(Value *V) {
  return isa<TruncInst, ZExtInst>(V) ? cast<Instruction>(V)->getOperand(0) : V;
}

// The asm that copies V for Copy; null when that is not one asm in a register.
static CallInst *copyingAsm(Value &V, Value *Copy) {
  auto *Call = Copy ? dyn_cast<CallInst>(withoutCast(Copy)) : nullptr;
  auto *Asm = Call ? dyn_cast<InlineAsm>(Call->getCalledOperand()) : nullptr;
  if (!Asm || Call->arg_size() != 1 || Asm->hasSideEffects())
    return nullptr;
  Value *From = Call->getArgOperand(0);
  return From == &V || (isa<ZExtInst>(From) && withoutCast(From) == &V)
             ? Call
             : nullptr;
}

// True when all uses of V come behind Copy, or make it.
static bool isBehind(Value &V, const CallInst &Copy) {
  if (isa<Argument>(V))
    return Copy.getParent()->isEntryBlock();
  auto *I = dyn_cast<Instruction>(&V);
  return I && !isa<PHINode>(I) && I->getParent() == Copy.getParent() &&
         all_of(V.users(), [&](const User *U) {
           auto *By = cast<Instruction>(U);
           return By == &Copy || By == Copy.getArgOperand(0) ||
                  isa<PHINode>(By) || By->getParent() != Copy.getParent() ||
                  Copy.comesBefore(By);
         });
}

// Makes V and its copy the results of one asm; the first keeps V's name.
static void separate(Value &V, CallInst &Copy) {
  auto *Asm = cast<InlineAsm>(Copy.getCalledOperand());
  Value *From = Copy.getArgOperand(0);
  Type *Ty = From->getType();
  StringRef Result = StringRef(Asm->getConstraintString()).split(',').first;
  auto *Both = StructType::get(Ty, Ty);
  IRBuilder<> B(&Copy);
  CallInst *Pair =
      B.CreateCall(InlineAsm::get(FunctionType::get(Both, {Ty, Ty}, false),
                                  Asm->getAsmString(),
                                  (Result + "," + Result + ",0,1").str(),
                                  /*hasSideEffects=*/true),
                   {From, From});
  Pair->setAttributes(
      Copy.getAttributes().removeParamAttributes(Copy.getContext(), 0));
  Value *First = B.CreateExtractValue(Pair, 0);
  Value *Own = From == &V ? First : B.CreateTrunc(First, V.getType());
  Own->takeName(&V);
  V.replaceUsesWithIf(Own, [&](Use &U) {
    return U.getUser() != Pair && U.getUser() != From && U.getUser() != &Copy;
  });
  Value *Second = B.CreateExtractValue(Pair, 1);
  Second->setName(Own->hasName() ? Own->getName() + ".r" : "");
  Copy.replaceAllUsesWith(Second);
  Copy.eraseFromParent();
}

void tandem::separate(ArrayRef<Replicas::Entry> Entered) {
  for (const auto &[Value, Replica] : Entered) {
    llvm::Value *V = Value;
    CallInst *Copy = V ? copyingAsm(*V, Replica) : nullptr;
    if (Copy && isBehind(*V, *Copy))
      ::separate(*V, *Copy);
  }
}
