//===- NaN.cpp - NaNs equal each other whatever their bits ----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "NaN.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace tandem;

// Whether NaNs of this type depend on the processor: fp128 is computed by
// calls.
static bool isNumber(Type *Ty) {
  return Ty->isFPOrFPVectorTy() && !Ty->getScalarType()->isFP128Ty();
}

static bool includesNumber(Type *Ty) {
  return isNumber(Ty) ||
         (Ty->isAggregateType() && any_of(Ty->subtypes(), includesNumber));
}

bool tandem::holdsNumbers(const Value *V) {
  return includesNumber(V->getType());
}

Value *tandem::either(IRBuilder<> &B, Value *L, Value *R) {
  return L && R ? B.CreateOr(L, R) : L ? L : R;
}

// An i1 or a vector of them, one for each element of L and R. x87 values have
// 80 bits, in a vector as well.
static Value *elementsDiffer(IRBuilder<> &B, Value *L, Value *R) {
  Type *Bits = B.getIntNTy(L->getType()->getScalarSizeInBits());
  if (auto *Vector = dyn_cast<FixedVectorType>(L->getType()))
    Bits = FixedVectorType::get(Bits, Vector->getNumElements());
  Value *NaNs = B.CreateAnd(B.CreateFCmpUNO(L, L), B.CreateFCmpUNO(R, R));
  Value *Differ =
      B.CreateICmpNE(B.CreateBitCast(L, Bits), B.CreateBitCast(R, Bits));
  return B.CreateAnd(Differ, B.CreateNot(NaNs));
}

Value *tandem::numbersDiffer(IRBuilder<> &B, const Opaque &O, Value *L,
                             Value *R) {
  Type *Ty = L->getType();
  if (!holdsNumbers(L))
    return O.differ(B, L, R);
  if (Ty->isAggregateType()) {
    unsigned Count = Ty->isArrayTy() ? Ty->getArrayNumElements()
                                     : Ty->getStructNumElements();
    Value *Any = nullptr;
    for (unsigned I = 0; I < Count; ++I)
      Any = either(B, Any,
                   numbersDiffer(B, O, B.CreateExtractValue(L, I),
                                 B.CreateExtractValue(R, I)));
    return Any;
  }
  Value *Differ = elementsDiffer(B, L, R);
  auto *Vector = dyn_cast<FixedVectorType>(Ty);
  return Vector ? B.CreateIsNotNull(B.CreateBitCast(
                      Differ, B.getIntNTy(Vector->getNumElements())))
                : Differ;
}

// Operations that hand on an operand's NaN with its bits, or some of them.
static bool handsOn(const Instruction &I) {
  if (isa<PHINode>(I) || isa<SelectInst>(I) || isa<FreezeInst>(I) ||
      isa<ExtractElementInst>(I) || isa<InsertElementInst>(I) ||
      isa<ShuffleVectorInst>(I) || isa<FPTruncInst>(I) || isa<FPExtInst>(I) ||
      isa<ExtractValueInst>(I) || isa<InsertValueInst>(I) ||
      I.getOpcode() == Instruction::FNeg)
    return true;
  if (const auto *Cast = dyn_cast<BitCastInst>(&I))
    return Cast->getSrcTy()->isFPOrFPVectorTy();
  const auto *Call = dyn_cast<IntrinsicInst>(&I);
  return Call && (Call->getIntrinsicID() == Intrinsic::fabs ||
                  Call->getIntrinsicID() == Intrinsic::sqrt);
}

// A NaN needs two others to depend on their order: numbers made of integers are
// none, and constants are seldom.
static bool mayBeNaN(const Value *V) {
  if (const auto *C = dyn_cast<ConstantFP>(V))
    return C->isNaN();
  const auto *C = dyn_cast<Constant>(V);
  const auto *Splat =
      C ? dyn_cast_or_null<ConstantFP>(C->getSplatValue()) : nullptr;
  return Splat ? Splat->isNaN() : !isa<SIToFPInst>(V) && !isa<UIToFPInst>(V);
}

static bool mixesNaNs(const Instruction &I) {
  const Value *First = nullptr;
  for (const Value *V : I.operand_values())
    if (holdsNumbers(V) && mayBeNaN(V)) {
      if (First && First != V)
        return true;
      First = V;
    }
  return false;
}

// Whether V may be what arithmetic made of two NaNs. What was loaded, passed or
// returned is the same in both replicas.
static bool mayDiffer(const Value *V) {
  const unsigned Enough = 64;
  SmallPtrSet<const Value *, 16> Seen;
  SmallVector<const Value *, 16> Open{V};
  while (!Open.empty()) {
    const auto *I = dyn_cast<Instruction>(Open.pop_back_val());
    if (!I || !holdsNumbers(I) || !Seen.insert(I).second)
      continue;
    if (Seen.size() > Enough)
      return true;
    bool IsArithmetic =
        isa<BinaryOperator>(I) || (isa<IntrinsicInst>(I) && !handsOn(*I));
    if (IsArithmetic && mixesNaNs(*I))
      return true;
    if (IsArithmetic || handsOn(*I))
      append_range(Open, I->operand_values());
  }
  return false;
}

// Intrinsics of the target that take the sign of a number for a truth value.
static bool readsSigns(const IntrinsicInst &Call) {
  StringRef Name = Call.getCalledFunction()->getName();
  return Name.contains("movmsk") || Name.contains("blendv") ||
         Name.contains(".vtest") || Name.contains("fpclass");
}

bool tandem::readsBitsOfNaN(const Instruction &I) {
  if (const auto *Cast = dyn_cast<BitCastInst>(&I))
    return holdsNumbers(I.getOperand(0)) &&
           Cast->getSrcTy()->getScalarType() !=
               Cast->getDestTy()->getScalarType() &&
           mayDiffer(I.getOperand(0));
  const auto *Call = dyn_cast<IntrinsicInst>(&I);
  if (!Call)
    return false;
  // The sign that copysign() gives to another number.
  if (Call->getIntrinsicID() == Intrinsic::copysign)
    return mayDiffer(Call->getArgOperand(1));
  return (Call->getIntrinsicID() == Intrinsic::is_fpclass ||
          readsSigns(*Call)) &&
         any_of(Call->args(), [](const Use &U) { return mayDiffer(U); });
}
