//===- SyncPoints.cpp - what leaves the sphere of replication -------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "SyncPoints.h"
#include "llvm/IR/GetElementPtrTypeIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace tandem;

bool tandem::hasUndef(const Value *V) {
  auto *C = dyn_cast<Constant>(V);
  return C && (isa<UndefValue>(C) || C->containsUndefOrPoisonElement());
}

bool tandem::returnsTailCall(const ReturnInst &Ret) {
  auto *Call = dyn_cast_or_null<CallInst>(Ret.getPrevNonDebugInstruction());
  return Call && Scope::isTailPosition(*Call);
}

// An operand that must stay as it is: no copy of it would mean the same.
static bool isFixed(const CallBase &Call, const Use &U) {
  if (!Call.isArgOperand(&U))
    return true;
  unsigned No = Call.getArgOperandNo(&U);
  return any_of(
      ArrayRef({Attribute::SwiftError, Attribute::InAlloca,
                Attribute::Preallocated, Attribute::ImmArg}),
      [&](Attribute::AttrKind Kind) { return Call.paramHasAttr(No, Kind); });
}

bool tandem::isCheckedOperand(const Instruction &I, const Use &U, Scope &S) {
  bool Constant = S.isConstant(U);
  auto *Call = dyn_cast<CallBase>(&I);
  if (Call && Call->isCallee(&U))
    return !Constant;
  if (Call && isFixed(*Call, U))
    return false;
  if (!Constant)
    return true;
  // A constant that a function passes or returns is checked too: the move that
  // loads it may fail. Intrinsics and the assembler want theirs as they are.
  bool Leaves = isa<ReturnInst>(I) ||
                (Call && !Call->isInlineAsm() && !isa<IntrinsicInst>(Call));
  return Leaves && U->getType()->isIntOrPtrTy();
}

bool tandem::fitsAddressingMode(const GetElementPtrInst &Address) {
  unsigned Variable = 0;
  for (auto It = gep_type_begin(Address), E = gep_type_end(Address); It != E;
       ++It) {
    if (isa<Constant>(It.getOperand()))
      continue;
    if (++Variable > 1 || It.isStruct())
      return false;
    TypeSize Size = Address.getModule()->getDataLayout().getTypeAllocSize(
        It.getIndexedType());
    if (Size.isScalable() || Size > 8 || !isPowerOf2_64(Size))
      return false;
  }
  return true;
}

SmallVector<ZExtInst *, 4> tandem::extensions(LoadInst &Load) {
  SmallVector<ZExtInst *, 4> Result;
  for (User *U : Load.users())
    if (auto *Extension = dyn_cast<ZExtInst>(U);
        Extension && Extension->getType()->isIntegerTy() &&
        Extension->getType()->getIntegerBitWidth() <= 64)
      Result.push_back(Extension);
  return Result;
}

Value *tandem::widest(LoadInst &Load, ArrayRef<ZExtInst *> Extensions) {
  Value *Result = &Load;
  for (ZExtInst *Extension : Extensions)
    if (Result == &Load || Result->getType()->getIntegerBitWidth() <
                               Extension->getType()->getIntegerBitWidth())
      Result = Extension;
  return Result;
}
