//===- NaN.cpp - NaNs equal each other whatever their bits ----------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "NaN.h"

using namespace llvm;
using namespace tandem;

// Whether NaNs of this type depend on the processor: fp128 is computed by
// calls.
static bool isNumber(Type *Ty) {
  return Ty->isFPOrFPVectorTy() && !Ty->getScalarType()->isFP128Ty();
}

bool tandem::holdsNumbers(const Value *V) {
  const auto *Struct = dyn_cast<StructType>(V->getType());
  return Struct ? any_of(Struct->elements(), isNumber) : isNumber(V->getType());
}

Value *tandem::either(IRBuilder<> &B, Value *L, Value *R) {
  return L && R ? B.CreateOr(L, R) : L ? L : R;
}

// Null when V holds no number.
static Value *holdsNaN(IRBuilder<> &B, Value *V) {
  Type *Ty = V->getType();
  if (!holdsNumbers(V))
    return nullptr;
  Value *Any = nullptr;
  if (auto *Struct = dyn_cast<StructType>(Ty)) {
    for (unsigned I = 0; I < Struct->getNumElements(); ++I)
      Any = either(B, Any, holdsNaN(B, B.CreateExtractValue(V, I)));
    return Any;
  }
  auto *Vector = dyn_cast<FixedVectorType>(Ty);
  Value *NaN = B.CreateFCmpUNO(V, V);
  return Vector ? B.CreateIsNotNull(B.CreateBitCast(
                      NaN, B.getIntNTy(Vector->getNumElements())))
                : NaN;
}

Value *tandem::bothHoldNaN(IRBuilder<> &B, ArrayRef<Opaque::Pair> Pairs) {
  Value *Left = nullptr, *Right = nullptr;
  for (auto [L, R] : Pairs) {
    Left = either(B, Left, holdsNaN(B, L));
    Right = either(B, Right, holdsNaN(B, R));
  }
  return B.CreateAnd(Left, Right);
}
