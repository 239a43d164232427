//===- Entering.cpp - values that enter the sphere ------------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Entering.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;
using namespace tandem;

static Value *withoutCast(Value *V) {
  return isa<TruncInst, ZExtInst, BitCastInst>(V)
             ? cast<Instruction>(V)->getOperand(0)
             : V;
}

// The asm that copies V for Copy; null when that is not one asm in a register.
static CallInst *copyingAsm(Value &V, Value *Copy) {
  auto *Call = Copy ? dyn_cast<CallInst>(withoutCast(Copy)) : nullptr;
  auto *Asm = Call ? dyn_cast<InlineAsm>(Call->getCalledOperand()) : nullptr;
  if (!Asm || Call->arg_size() != 1 || Asm->hasSideEffects())
    return nullptr;
  Value *From = Call->getArgOperand(0);
  return From == &V || (!isa<TruncInst>(From) && withoutCast(From) == &V)
             ? Call
             : nullptr;
}

// What the copies of V are made of: where a vote may load once more, a PHI.
static Value *copiedFrom(Value *V, Value *Copy) {
  auto *Call = Copy ? dyn_cast<CallInst>(withoutCast(Copy)) : nullptr;
  return Call && isa_and_nonnull<LoadInst>(V)
             ? withoutCast(Call->getArgOperand(0))
             : V;
}

// True when all uses of V come behind Copy, or make it.
static bool isBehind(Value &V, const CallInst &Copy) {
  if (isa<Argument>(V))
    return Copy.getParent()->isEntryBlock();
  auto *I = dyn_cast<Instruction>(&V);
  return I && I->getParent() == Copy.getParent() &&
         all_of(V.users(), [&](const User *U) {
           auto *By = cast<Instruction>(U);
           return By == &Copy || By == Copy.getArgOperand(0) ||
                  isa<PHINode>(By) || By->getParent() != Copy.getParent() ||
                  Copy.comesBefore(By);
         });
}

// Makes V and its copies the results of one asm; the first keeps V's name.
static void separate(Value &V, ArrayRef<CallInst *> Copies) {
  CallInst &Copy = *Copies.front();
  auto *Asm = cast<InlineAsm>(Copy.getCalledOperand());
  Value *From = Copy.getArgOperand(0);
  Type *Ty = From->getType();
  StringRef Result = StringRef(Asm->getConstraintString()).split(',').first;
  unsigned N = Copies.size() + 1;
  std::string Outputs, Inputs;
  for (unsigned K = 0; K < N; ++K) {
    Outputs += (K ? "," : "") + Result.str();
    Inputs += "," + utostr(K);
  }
  SmallVector<Type *, 3> Types(N, Ty);
  SmallVector<Value *, 3> Values(N, From);
  IRBuilder<> B(&Copy);
  CallInst *Each = B.CreateCall(
      InlineAsm::get(
          FunctionType::get(StructType::get(V.getContext(), Types), Types,
                            /*isVarArg=*/false),
          Asm->getAsmString(), Outputs + Inputs, /*hasSideEffects=*/true),
      Values);
  Each->setAttributes(
      Copy.getAttributes().removeParamAttributes(V.getContext(), 0));
  Value *First = B.CreateExtractValue(Each, 0);
  Value *Own = !V.getType()->isIntegerTy() ? B.CreateBitCast(First, V.getType())
                                           : B.CreateTrunc(First, V.getType());
  Own->takeName(&V);
  SmallPtrSet<User *, 6> Copying{Each};
  for (CallInst *Call : Copies)
    Copying.insert({Call, dyn_cast<User>(Call->getArgOperand(0))});
  V.replaceUsesWithIf(Own,
                      [&](Use &U) { return !Copying.contains(U.getUser()); });
  for (unsigned K = 1; K < N; ++K) {
    Value *Replica = B.CreateExtractValue(Each, K);
    Replica->setName(Own->hasName() ? Own->getName() + ".r" : "");
    Copies[K - 1]->replaceAllUsesWith(Replica);
  }
  for (CallInst *Call : Copies)
    Call->eraseFromParent();
}

void tandem::separate(ArrayRef<Replicas::Entry> Entered) {
  for (const Replicas::Entry &Entry : Entered) {
    Value *V = copiedFrom(Entry.front(), Entry[1]);
    SmallVector<CallInst *, 2> Copies;
    for (const WeakTrackingVH &Copy : drop_begin(Entry))
      Copies.push_back(V ? copyingAsm(*V, Copy) : nullptr);
    if (!is_contained(Copies, nullptr) && !isa<PHINode>(Entry.front()) &&
        isBehind(*V, *Copies.front()))
      ::separate(*V, Copies);
  }
}
