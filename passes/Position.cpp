//===- Position.cpp - the thread's transaction, as code sees it -----------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Position.h"
#include "llvm/IR/Dominators.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

using namespace llvm;
using namespace tandem;

Value *Position::address(IRBuilder<> &B, Field Which) {
  GlobalVariable *State = ABI.transaction();
  return B.CreateStructGEP(State->getValueType(), State, Which);
}

Value *Position::load(IRBuilder<> &B, Field Which) {
  auto *Ty = cast<StructType>(ABI.transaction()->getValueType());
  return B.CreateLoad(Ty->getElementType(Which), address(B, Which));
}

void Position::store(IRBuilder<> &B, Field Which, Value *V) {
  B.CreateStore(V, address(B, Which));
}

AllocaInst *Position::slot() {
  if (!Slot) {
    IRBuilder<> B(&F.getEntryBlock(), F.getEntryBlock().begin());
    Slot = B.CreateAlloca(B.getPtrTy(), nullptr, "tandem.position");
  }
  return Slot;
}

Value *Position::get(IRBuilder<> &B) {
  return B.CreateLoad(B.getPtrTy(), slot());
}

void Position::set(IRBuilder<> &B, Value *V) { B.CreateStore(V, slot()); }

Value *Position::isBeyond(IRBuilder<> &B, uint64_t Bytes) {
  Value *From = load(B, Limit);
  Value *Used = B.CreateSub(B.CreatePtrToInt(get(B), From->getType()), From);
  return B.CreateICmpUGE(Used, ConstantInt::get(From->getType(), Bytes));
}

void Position::promote() {
  if (!Slot)
    return;
  DominatorTree DT(F);
  PromoteMemToReg({Slot}, DT);
}
