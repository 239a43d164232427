//===- Opaque.cpp - copies that no optimiser can merge --------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Opaque.h"
#include "LLVMCompat.h"
#include "Lanes.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;
using namespace tandem;

Opaque::Opaque(Function &F, const TargetTransformInfo &TTI)
    : F(F), DL(F.getParent()->getDataLayout()) {
  X86 = Triple(F.getParent()->getTargetTriple()).getArch() == Triple::x86_64;
  // Integer-only code (kernels) has no vector registers to copy through.
  bool NoVectors = F.hasFnAttribute(Attribute::NoImplicitFloat);
  VectorBits =
      X86 && !NoVectors
          ? TTI.getRegisterBitWidth(TargetTransformInfo::RGK_FixedWidthVector)
                .getFixedValue()
          : 0;
  IntegerBits = DL.getLargestLegalIntTypeSizeInBits();
  if (!IntegerBits)
    IntegerBits = 32;
}

bool Opaque::supports(Type *Ty) {
  if (Ty->isVoidTy() || Ty->isTokenTy() || Ty->isLabelTy() ||
      Ty->isMetadataTy() || Ty->isX86_AMXTy() || Ty->isFunctionTy() ||
      isa<ScalableVectorType>(Ty) || Ty->getTypeID() == Type::TargetExtTyID)
    return false;
  for (Type *Element : Ty->subtypes())
    if (!supports(Element))
      return false;
  return true;
}

// The back end takes what does not depend on a loop's rounds out of the loop:
// the copy that is checked in it, too, which is then spilled, and what is used
// behind the check is loaded once more.
static bool mayLeaveLoop(const Value *V, const BasicBlock *Own) {
  if (const auto *Cast = dyn_cast<CastInst>(V))
    V = Cast->getOperand(0);
  const auto *I = dyn_cast<Instruction>(V);
  return !I || I->getParent() != Own;
}

Value *Opaque::hide(IRBuilder<> &B, Value *V, const char *Constraint,
                    unsigned Tag) const {
  Type *Ty = V->getType();
  std::string Constraints = std::string("=") + Constraint + ",0";
  std::string Text = Tag ? ("# replica " + Twine(Tag)).str() : "# checked";
  if (!X86) // Comments start differently elsewhere; blanks are read by all.
    Text = std::string(Tag + 1, ' ');
  bool StaysHere = !Tag && mayLeaveLoop(V, B.GetInsertBlock());
  InlineAsm *Asm = InlineAsm::get(FunctionType::get(Ty, {Ty}, false), Text,
                                  Constraints, /*hasSideEffects=*/StaysHere);
  CallInst *Call = B.CreateCall(Asm, {V});
  Call->setDoesNotAccessMemory();
  Call->setDoesNotThrow();
  Call->addFnAttr(Attribute::WillReturn);
  return Call;
}

Value *Opaque::copyInteger(IRBuilder<> &B, Value *V, unsigned Tag) const {
  unsigned Bits = V->getType()->getIntegerBitWidth();
  Type *Ty = V->getType();
  if (Bits <= IntegerBits) {
    unsigned Whole = std::max<unsigned>(8, PowerOf2Ceil(Bits));
    Value *Wide = B.CreateZExt(V, B.getIntNTy(Whole));
    return B.CreateTrunc(hide(B, Wide, "r", Tag), Ty);
  }
  Value *Result = ConstantInt::get(Ty, 0);
  for (unsigned At = 0; At < Bits; At += IntegerBits) {
    Type *PartTy = B.getIntNTy(std::min(IntegerBits, Bits - At));
    Value *Part = B.CreateTrunc(B.CreateLShr(V, At), PartTy);
    Value *Copy = B.CreateZExt(copyInteger(B, Part, Tag), Ty);
    Result = B.CreateOr(Result, B.CreateShl(Copy, At));
  }
  return Result;
}

// The elements [From, From + Count) of V, and anything behind its end: elements
// that are filled would be filled once for value and replica.
static Value *slice(IRBuilder<> &B, Value *V, unsigned From, unsigned Count) {
  int Size = cast<FixedVectorType>(V->getType())->getNumElements();
  SmallVector<int, 16> Mask;
  for (int I = From; Count; ++I, --Count)
    Mask.push_back(I < Size ? I : AnyElement);
  return B.CreateShuffleVector(V, Mask);
}

Value *Opaque::copyVector(IRBuilder<> &B, Value *V, unsigned Tag) const {
  auto *Ty = cast<FixedVectorType>(V->getType());
  Type *Element = Ty->getElementType();
  unsigned Count = Ty->getNumElements();
  if (Element->isPointerTy()) {
    Value *Bits = B.CreatePtrToInt(V, DL.getIntPtrType(Ty));
    return B.CreateIntToPtr(copyVector(B, Bits, Tag), Ty);
  }
  unsigned Size = Element->getScalarSizeInBits();
  if (!VectorBits || Size < 8 || !isPowerOf2_32(Size) || Size > 64)
    return B.CreateBitCast(
        copyInteger(B, B.CreateBitCast(V, B.getIntNTy(Size * Count)), Tag), Ty);
  if (Element->isHalfTy() || Element->isBFloatTy()) {
    auto *IntTy = FixedVectorType::get(B.getInt16Ty(), Count);
    return B.CreateBitCast(copyVector(B, B.CreateBitCast(V, IntTy), Tag), Ty);
  }
  unsigned Whole = std::max<unsigned>(128 / Size, PowerOf2Ceil(Count));
  if (Whole != Count)
    return slice(B, copyVector(B, slice(B, V, 0, Whole), Tag), 0, Count);
  if (Size * Count <= VectorBits)
    return hide(B, V, Size * Count == 512 ? "v" : "x", Tag);
  Value *Low = copyVector(B, slice(B, V, 0, Count / 2), Tag);
  Value *High = copyVector(B, slice(B, V, Count / 2, Count / 2), Tag);
  SmallVector<int, 16> Mask;
  for (unsigned I = 0; I < Count; ++I)
    Mask.push_back(I);
  return B.CreateShuffleVector(Low, High, Mask);
}

Value *Opaque::copyAggregate(IRBuilder<> &B, Value *V, unsigned Tag) const {
  Type *Ty = V->getType();
  unsigned Count =
      Ty->isArrayTy() ? Ty->getArrayNumElements() : Ty->getStructNumElements();
  Value *Result = PoisonValue::get(Ty);
  for (unsigned I = 0; I < Count; ++I)
    Result = B.CreateInsertValue(Result,
                                 copy(B, B.CreateExtractValue(V, I), Tag), I);
  return Result;
}

// For registers that inline asm cannot name portably: the x87 stack.
Value *Opaque::copyThroughMemory(IRBuilder<> &B, Value *V) const {
  BasicBlock &Entry = F.getEntryBlock();
  IRBuilder<> Top(&Entry, Entry.begin());
  Value *Slot = Top.CreateAlloca(V->getType(), nullptr, "tandem.slot");
  B.CreateStore(V, Slot, /*isVolatile=*/true);
  return B.CreateLoad(V->getType(), Slot, /*isVolatile=*/true);
}

Value *Opaque::copyAddress(IRBuilder<> &B, Value *Ptr, unsigned Tag) const {
  const int64_t Apart = 64 * int64_t(Tag);
  Value *Other = B.CreateConstGEP1_64(B.getInt8Ty(), Ptr, Apart);
  return B.CreateConstGEP1_64(B.getInt8Ty(), hide(B, Other, "r", Tag), -Apart);
}

// A copy of a constant would share the register that holds it with its source.
// So another constant is copied, a different one for each replica, and the copy
// made equal again: in an address that costs nothing.
// Numbers and vectors are read from memory anyway: from a place of their own.
Value *Opaque::copyConstant(IRBuilder<> &B, Constant *C, unsigned Tag) const {
  if (C->getType()->isFPOrFPVectorTy() || C->getType()->isVectorTy()) {
    auto *Place = new GlobalVariable(
        *F.getParent(), C->getType(),
        /*isConstant=*/true, GlobalValue::PrivateLinkage, C, "tandem.constant");
    Place->setUnnamedAddr(GlobalValue::UnnamedAddr::Global);
    return B.CreateLoad(C->getType(), Place, /*isVolatile=*/true);
  }
  if (C->getType()->isPointerTy())
    return copyAddress(B, C, Tag);
  if (Tag == 1)
    return B.CreateNot(copyInteger(B, ConstantExpr::getNot(C), Tag));
  return B.CreateNeg(copyInteger(B, ConstantExpr::getNeg(C), Tag));
}

// The back end makes a register of zeros once, for all that use it.
Value *Opaque::zeros(IRBuilder<> &B, unsigned Tag) const {
  auto *Ty = FixedVectorType::get(B.getInt8Ty(), 16);
  std::string Text = ("pxor $0, $0 # replica " + Twine(Tag)).str();
  CallInst *Call =
      B.CreateCall(InlineAsm::get(FunctionType::get(Ty, false), Text, "=x",
                                  /*hasSideEffects=*/false));
  Call->setDoesNotAccessMemory();
  Call->setDoesNotThrow();
  Call->addFnAttr(Attribute::WillReturn);
  return Call;
}

bool Opaque::needsRegister(const Value *V) {
  if (const auto *Int = dyn_cast<ConstantInt>(V))
    return Int->getValue().getSignificantBits() > 32;
  return isa<Constant>(V) && !isa<ConstantPointerNull>(V) &&
         (V->getType()->isPointerTy() || V->getType()->isVectorTy());
}

Value *Opaque::copy(IRBuilder<> &B, Value *V, unsigned Tag) const {
  Type *Ty = V->getType();
  bool IsNumber = Ty->isFPOrFPVectorTy() && Ty->getScalarSizeInBits() <= 64;
  bool IsVector = VectorBits && Ty->isIntOrIntVectorTy() && Ty->isVectorTy();
  if (Tag && isa<Constant>(V) &&
      (IsNumber || IsVector || (needsRegister(V) && !Ty->isVectorTy())))
    return copyConstant(B, cast<Constant>(V), Tag);
  if (Ty->isStructTy() || Ty->isArrayTy())
    return copyAggregate(B, V, Tag);
  if (Ty->isVectorTy())
    return copyVector(B, V, Tag);
  if (Ty->isIntegerTy())
    return copyInteger(B, V, Tag);
  if (Ty->isPointerTy())
    return hide(B, V, "r", Tag);
  if (Ty->isX86_FP80Ty() || Ty->isPPC_FP128Ty())
    return copyThroughMemory(B, V);
  if (VectorBits && (Ty->isFloatTy() || Ty->isDoubleTy()))
    return hide(B, V, "x", Tag);
  Type *Bits = B.getIntNTy(Ty->getPrimitiveSizeInBits().getFixedValue());
  if (VectorBits && Ty->isFP128Ty())
    Bits = FixedVectorType::get(B.getInt64Ty(), 2);
  return B.CreateBitCast(copy(B, B.CreateBitCast(V, Bits), Tag), Ty);
}

// The number of general registers that the arguments in front of argument No
// take; too many when that is not plain.
static unsigned registersBefore(const CallBase &Call, unsigned No) {
  unsigned Result = 0;
  for (unsigned At = 0; At < No; ++At) {
    Type *Ty = Call.getArgOperand(At)->getType();
    if (Call.isByValArgument(At) || Ty->isAggregateType() ||
        (Ty->isIntegerTy() && Ty->getIntegerBitWidth() > 64))
      return ~0U;
    Result += Ty->isIntOrPtrTy();
  }
  return Result;
}

// Where the C calling convention of x86-64 wants a value (psABI,
// section 3.2.3).
static const char *registerFor(const Instruction &I, const Use &U) {
  if (isa<ReturnInst>(I))
    return "{rax}";
  const char *const Names[] = {"{rdi}", "{rsi}", "{rdx}",
                               "{rcx}", "{r8}",  "{r9}"};
  const auto *Call = dyn_cast<CallBase>(&I);
  if (!Call ||
      (Call->getCallingConv() != CallingConv::C &&
       Call->getCallingConv() != CallingConv::Fast) ||
      Call->isInlineAsm() || isa<IntrinsicInst>(Call) ||
      !Call->isArgOperand(&U) ||
      Call->isByValArgument(Call->getArgOperandNo(&U)))
    return nullptr;
  unsigned No = registersBefore(*Call, Call->getArgOperandNo(&U));
  return No < std::size(Names) ? Names[No] : nullptr;
}

Value *Opaque::copyForUse(IRBuilder<> &B, const Use &U) const {
  Type *Ty = U->getType();
  const char *Name =
      X86 ? registerFor(*cast<Instruction>(U.getUser()), U) : nullptr;
  bool Fits = Ty->isPointerTy() || Ty->isIntegerTy(32) || Ty->isIntegerTy(64);
  return Name && Fits ? hide(B, U, Name, 0) : copy(B, U, 0);
}

static Value *bits(IRBuilder<> &B, const DataLayout &DL, Value *V) {
  Type *Ty = V->getType();
  if (Ty->isVectorTy() && Ty->getScalarType()->isPointerTy())
    V = B.CreatePtrToInt(V, DL.getIntPtrType(Ty));
  else if (Ty->isIntOrPtrTy())
    return V;
  unsigned Size = V->getType()->getPrimitiveSizeInBits().getFixedValue();
  return B.CreateBitCast(V, B.getIntNTy(Size));
}

Value *Opaque::differ(IRBuilder<> &B, Value *L, Value *R) const {
  Type *Ty = L->getType();
  if (Ty->isStructTy() || Ty->isArrayTy()) {
    unsigned Count = Ty->isArrayTy() ? Ty->getArrayNumElements()
                                     : Ty->getStructNumElements();
    Value *Any = B.getFalse();
    for (unsigned I = 0; I < Count; ++I)
      Any = B.CreateOr(Any, differ(B, B.CreateExtractValue(L, I),
                                   B.CreateExtractValue(R, I)));
    return Any;
  }
  auto *Vec = dyn_cast<FixedVectorType>(Ty);
  unsigned Count = Vec ? Vec->getNumElements() : 0;
  unsigned Size = DL.getTypeSizeInBits(Ty).getFixedValue();
  if (Vec && Size > std::max(128u, VectorBits) && Count % 2 == 0)
    return B.CreateOr(
        differ(B, slice(B, L, 0, Count / 2), slice(B, R, 0, Count / 2)),
        differ(B, slice(B, L, Count / 2, Count / 2),
               slice(B, R, Count / 2, Count / 2)));
  return B.CreateICmpNE(bits(B, DL, L), bits(B, DL, R));
}

static bool isVector(const DataLayout &DL, Type *Ty, unsigned Bits) {
  return isa<FixedVectorType>(Ty) && !Ty->isPtrOrPtrVectorTy() &&
         DL.getTypeSizeInBits(Ty) == TypeSize::getFixed(Bits) &&
         Ty->getScalarSizeInBits() >= 8;
}

bool Opaque::fillsRegister(Type *Ty) const {
  return VectorBits && isVector(DL, Ty, 128);
}

bool Opaque::fillsHalf(Type *Ty) const {
  return VectorBits && isVector(DL, Ty, 64);
}

// As bytes: inline asm has no registers for vectors of half.
static Value *bytes(IRBuilder<> &B, const DataLayout &DL, Value *V) {
  unsigned Size = DL.getTypeStoreSize(V->getType()).getFixedValue();
  return B.CreateBitCast(V, FixedVectorType::get(B.getInt8Ty(), Size));
}

// Lanes 0 and 1 of V in each other's place. Of integers: such a shuffle need
// not overwrite its operand.
static Value *swapped(IRBuilder<> &B, Value *V) {
  unsigned Size = V->getType()->getScalarSizeInBits();
  V = B.CreateBitCast(V, FixedVectorType::get(B.getIntNTy(Size), 128 / Size));
  return Size == 64 ? B.CreateShuffleVector(V, {1, 0})
                    : B.CreateShuffleVector(V, {1, 0, 2, 3});
}

static Value *joined(IRBuilder<> &B, Value *Low, Value *High) {
  auto *Ty = FixedVectorType::get(Low->getType(), 2);
  Value *Result = B.CreateInsertElement(PoisonValue::get(Ty), Low, uint64_t(0));
  return B.CreateInsertElement(Result, High, uint64_t(1));
}

static Value *concatenated(IRBuilder<> &B, Value *Low, Value *High) {
  auto *Bytes = FixedVectorType::get(B.getInt8Ty(), 8);
  return concatenateVectors(
      B, {B.CreateBitCast(Low, Bytes), B.CreateBitCast(High, Bytes)});
}

// Pairs of vectors that differ when one of Pairs does. Of lanes and of vectors
// of 8 bytes two pairs fill a register; lanes that are left over are compared
// with themselves, swapped.
static SmallVector<Opaque::Pair, 4> inRegisters(IRBuilder<> &B,
                                                ArrayRef<Opaque::Pair> Pairs) {
  SmallVector<Opaque::Pair, 4> Result;
  const Opaque::Pair *Odd = nullptr, *Half = nullptr;
  for (const Opaque::Pair &P : Pairs) {
    Value *Both = Lanes::of(P.first, P.second);
    Type *Ty = P.first->getType();
    bool IsHalf = isa<FixedVectorType>(Ty) &&
                  Ty->getPrimitiveSizeInBits() == TypeSize::getFixed(64);
    if (!Both && IsHalf && !Half) {
      Half = &P;
    } else if (!Both && IsHalf) {
      Result.push_back({concatenated(B, Half->first, P.first),
                        concatenated(B, Half->second, P.second)});
      Half = nullptr;
    } else if (!Both) {
      Result.push_back(P);
    } else if (!P.first->getType()->isDoubleTy()) {
      Result.push_back({Both, swapped(B, Both)});
    } else if (!Odd) {
      Odd = &P;
    } else {
      Result.push_back(
          {joined(B, Odd->first, P.first), joined(B, Odd->second, P.second)});
      Odd = nullptr;
    }
  }
  if (Odd) {
    Value *Both = Lanes::of(Odd->first, Odd->second);
    Result.push_back({Both, swapped(B, Both)});
  }
  if (Half && Pairs.size() == 1)
    Result.push_back(*Half);
  else if (Half)
    Result.push_back({concatenated(B, Half->first, Half->first),
                      concatenated(B, Half->second, Half->second)});
  return Result;
}

Value *Opaque::anyDiffers(IRBuilder<> &B, ArrayRef<Pair> Pairs) const {
  SmallVector<Pair, 4> Vectors = inRegisters(B, Pairs);
  if (Vectors.size() == 1) {
    auto [L, R] = Vectors[0];
    bool IsOwn = L != Pairs[0].first || fillsRegister(L->getType());
    return differ(B, L, IsOwn ? hide(B, bytes(B, DL, R), "x", 0) : R);
  }
  auto *Bytes = FixedVectorType::get(B.getInt8Ty(), 16);
  Value *Same = nullptr;
  // The comparison overwrites the operand defined last: of two that it kills,
  // as far as the back end sees, the replica, which nothing needs any more.
  for (auto [L, R] : Vectors) {
    Value *Last = hide(B, B.CreateBitCast(R, Bytes), "x", 0);
    Value *One = B.CreateICmpEQ(B.CreateBitCast(L, Bytes), Last);
    Same = Same ? B.CreateAnd(Same, One) : One;
  }
  Value *Bits = B.CreateBitCast(Same, B.getInt16Ty());
  return B.CreateICmpNE(Bits, B.getInt16(0xffff));
}
