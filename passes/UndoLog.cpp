//===- UndoLog.cpp - entries of the log in front of stores ----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UndoLog.h"

using namespace llvm;
using namespace tandem;

// What one load takes of Rest bytes: a vector as a whole, all else in words.
static Type *chunkType(IRBuilder<> &B, Type *Stored, uint64_t Rest) {
  if (Stored->isVectorTy() && Rest >= 16 && isPowerOf2_64(Rest))
    return FixedVectorType::get(B.getInt64Ty(), Rest / 8);
  return B.getIntNTy(8 * std::min<uint64_t>(8, PowerOf2Ceil(Rest + 1) / 2));
}

// All accesses are volatile: the back end then keeps them in this order and in
// front of the store, and does not take what the program has just loaded from
// there for what memory holds.
void UndoLog::append(StoreInst &Store, uint64_t Offset) {
  IRBuilder<> B(&Store);
  Type *Stored = Store.getValueOperand()->getType();
  Value *Ptr = Store.getPointerOperand();
  uint64_t Size = Effects::storeSize(Store);
  const DataLayout &DL = Store.getModule()->getDataLayout();
  Type *Word = DL.getIntPtrType(Ptr->getType());
  const Align Aligned(DL.getPointerSize());
  const unsigned Bytes = DL.getPointerSize();
  Value *Next = Where.get(B);
  auto Field = [&](uint64_t At) {
    return B.CreateConstGEP1_64(B.getInt8Ty(), Next, Offset + At);
  };
  B.CreateAlignedStore(Ptr, Field(0), Aligned, /*isVolatile=*/true);
  for (uint64_t At = 0; At < Size;) {
    Type *Ty = chunkType(B, Stored, Size - At);
    Value *From = At ? B.CreateConstGEP1_64(B.getInt8Ty(), Ptr, At) : Ptr;
    Value *Old =
        B.CreateAlignedLoad(Ty, From, commonAlignment(Store.getAlign(), At),
                            /*isVolatile=*/true, "tandem.old");
    B.CreateAlignedStore(Old, Field(2 * Bytes + At), Aligned,
                         /*isVolatile=*/true);
    At += DL.getTypeStoreSize(Ty).getFixedValue();
  }
  B.CreateAlignedStore(ConstantInt::get(Word, Size), Field(Bytes), Aligned,
                       /*isVolatile=*/true);
}

Instruction *UndoLog::appendRange(MemIntrinsic &Memory) {
  IRBuilder<> B(&Memory);
  Value *Size = B.CreateZExtOrTrunc(Memory.getLength(), B.getInt64Ty());
  return B.CreateCall(ABI.get("undo_range"), {Memory.getRawDest(), Size});
}
