//===- UndoLog.cpp - entries of the log in front of stores ----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "UndoLog.h"
#include "tandem/abi.h"

using namespace llvm;
using namespace tandem;

// What one load takes of an entry: what one store writes, if that is as wide as
// a register, so that a store just made can be forwarded to it.
static Type *chunkType(IRBuilder<> &B, Type *Stored, uint64_t Chunk) {
  if (Chunk > 8 && Stored->isVectorTy())
    return FixedVectorType::get(B.getInt64Ty(), Chunk / 8);
  return B.getIntNTy(8 * std::min<uint64_t>(8, Chunk));
}

// All accesses are volatile: the back end then keeps them in this order and in
// front of the store, and does not take what the program has just loaded from
// there for what memory holds.
void UndoLog::appendEntry(StoreInst &Store, uint64_t At, uint64_t Size,
                          uint64_t Offset) {
  IRBuilder<> B(&Store);
  Type *Stored = Store.getValueOperand()->getType();
  const DataLayout &DL = Store.getModule()->getDataLayout();
  const Align Aligned(DL.getPointerSize());
  auto Behind = [&](Value *Ptr, uint64_t Bytes) {
    return Bytes ? B.CreateConstGEP1_64(B.getInt8Ty(), Ptr, Bytes) : Ptr;
  };
  Value *Next = Where.get(B);
  Value *Ptr = Behind(Store.getPointerOperand(), At);
  uint64_t Chunk = std::min(Size, PowerOf2Ceil(Effects::storeSize(Store)));
  Type *Ty = chunkType(B, Stored, Chunk);
  for (uint64_t In = 0; In < Size; In += DL.getTypeStoreSize(Ty)) {
    Value *Old = B.CreateAlignedLoad(Ty, Behind(Ptr, In),
                                     commonAlignment(Store.getAlign(), At + In),
                                     /*isVolatile=*/true, "tandem.old");
    B.CreateAlignedStore(Old, Behind(Next, Offset + TANDEM_LOG_OLD + In),
                         commonAlignment(Aligned, In), /*isVolatile=*/true);
  }
  Value *Header =
      B.CreateShl(B.CreatePtrToInt(Ptr, DL.getIntPtrType(Ptr->getType())),
                  TANDEM_LOG_CODE_BITS);
  Header =
      B.CreateAdd(Header, ConstantInt::get(Header->getType(), Log2_64(Size)));
  Header = B.CreateXor(Header, Where.load(B, Position::Generation));
  B.CreateAlignedStore(Header, Behind(Next, Offset), Aligned,
                       /*isVolatile=*/true);
}

void UndoLog::append(StoreInst &Store, uint64_t Size, uint64_t Offset) {
  for (uint64_t At = 0; At < Size;) {
    uint64_t Part =
        std::min<uint64_t>(TANDEM_LOG_MOST, PowerOf2Ceil(Size - At + 1) / 2);
    appendEntry(Store, At, Part, Offset);
    At += Part;
    Offset += Effects::entrySize(Part);
  }
}

Instruction *UndoLog::appendRange(MemIntrinsic &Memory) {
  IRBuilder<> B(&Memory);
  Value *Size = B.CreateZExtOrTrunc(Memory.getLength(), B.getInt64Ty());
  return B.CreateCall(ABI.get("undo_range"), {Memory.getRawDest(), Size});
}
