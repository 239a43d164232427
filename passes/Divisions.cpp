//===- Divisions.cpp - multipliers that replicas do not share -------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As the back end does it: Hacker's Delight, chapter 10. Multipliers that are
// an operand of the instruction are left to it.
//
//===----------------------------------------------------------------------===//

#include "Divisions.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/DivisionByConstantInfo.h"
#include "llvm/Support/KnownBits.h"
#include <map>

using namespace llvm;
using namespace tandem;

namespace {
/// How to divide by a constant.
struct Multiplier {
  APInt Factor, Divisor;
  unsigned Before = 0, After = 0; ///< shifts
  int Plus = 0;                   ///< times the dividend
  bool IsSigned = false;

  /// The factor at twice the width: the upper half of the product counts.
  Constant *wide(LLVMContext &Ctx) const {
    unsigned Bits = 2 * Factor.getBitWidth();
    return ConstantInt::get(Ctx,
                            IsSigned ? Factor.sext(Bits) : Factor.zext(Bits));
  }
};
} // namespace

// The back end decides by what is known of the original, so that is asked here.
static Multiplier multiplier(const Instruction &I, const APInt &Divisor) {
  Multiplier M;
  M.Divisor = Divisor;
  M.IsSigned =
      I.getOpcode() == Instruction::SDiv || I.getOpcode() == Instruction::SRem;
  if (M.IsSigned) {
    auto Info = SignedDivisionByConstantInfo::get(Divisor);
    M.Factor = Info.Magic;
    M.After = Info.ShiftAmount;
    if (Divisor.isNegative() != Info.Magic.isNegative())
      M.Plus = Divisor.isNegative() ? -1 : 1;
    return M;
  }
  unsigned Zeros =
      computeKnownBits(I.getOperand(0), I.getModule()->getDataLayout())
          .countMinLeadingZeros();
  auto Info = UnsignedDivisionByConstantInfo::get(
      Divisor, std::min(Zeros, Divisor.countLeadingZeros()));
  M.Factor = Info.Magic;
  M.Before = Info.PreShift;
  M.After = Info.PostShift;
  M.Plus = Info.IsAdd;
  return M;
}

// The multiplier that Tag has for itself.
static Value *quotient(IRBuilder<> &B, const Opaque &O, const Multiplier &M,
                       Value *X, unsigned Tag) {
  unsigned Bits = X->getType()->getIntegerBitWidth();
  Type *Wide = B.getIntNTy(2 * Bits);
  auto Extend = M.IsSigned ? Instruction::SExt : Instruction::ZExt;
  Constant *Factor = Bits == 64 ? ConstantInt::get(X->getType(), M.Factor)
                                : M.wide(B.getContext());
  Value *Own = O.copy(B, Factor, Tag);
  if (Bits == 64)
    Own = B.CreateCast(Extend, Own, Wide);
  Value *Product =
      B.CreateMul(B.CreateCast(Extend, B.CreateLShr(X, M.Before), Wide), Own);
  Value *Q = B.CreateTrunc(B.CreateLShr(Product, Bits), X->getType());
  if (!M.IsSigned) {
    if (M.Plus) // X + Q may have a bit more
      Q = B.CreateAdd(B.CreateLShr(B.CreateSub(X, Q), 1), Q);
    return B.CreateLShr(Q, M.After);
  }
  if (M.Plus)
    Q = M.Plus > 0 ? B.CreateAdd(Q, X) : B.CreateSub(Q, X);
  Q = B.CreateAShr(Q, M.After);
  return B.CreateAdd(Q, B.CreateLShr(Q, Bits - 1));
}

// The divisor of I, if the back end multiplies instead by a constant that it
// needs a register for.
static const APInt *dividesByRegister(const Instruction &I) {
  if (!I.isIntDivRem() ||
      !(I.getType()->isIntegerTy(32) || I.getType()->isIntegerTy(64)))
    return nullptr;
  const auto *C = dyn_cast<ConstantInt>(I.getOperand(1));
  if (!C || C->isZero() || C->isOne() || C->isMinusOne())
    return nullptr;
  const APInt &Divisor = C->getValue();
  if (Divisor.isPowerOf2() || Divisor.isNegatedPowerOf2())
    return nullptr;
  Multiplier M = multiplier(I, Divisor);
  return Opaque::needsRegister(I.getType()->isIntegerTy(64)
                                   ? ConstantInt::get(I.getContext(), M.Factor)
                                   : M.wide(I.getContext()))
             ? &Divisor
             : nullptr;
}

namespace {
class Divisions {
public:
  Divisions(Replicas &R, const Opaque &O) : R(R), O(O) {}
  void rewrite(Instruction &I, const APInt &Divisor);

private:
  using Key = std::tuple<BasicBlock *, Value *, Value *, bool, unsigned>;
  Replicas &R;
  const Opaque &O;
  std::map<Key, WeakTrackingVH> Quotients; ///< of a block, for its remainders

  Value *result(Instruction &Replica, const Multiplier &M, unsigned Tag);
};
} // namespace

Value *Divisions::result(Instruction &Replica, const Multiplier &M,
                         unsigned Tag) {
  IRBuilder<> B(&Replica);
  Value *X = Replica.getOperand(0);
  WeakTrackingVH &Known = Quotients[{Replica.getParent(), X,
                                     Replica.getOperand(1), M.IsSigned, Tag}];
  if (!Known)
    Known = quotient(B, O, M, X, Tag);
  unsigned Opcode = Replica.getOpcode();
  if (Opcode == Instruction::UDiv || Opcode == Instruction::SDiv)
    return Known;
  return B.CreateSub(X, B.CreateMul(Known, Replica.getOperand(1)));
}

// The division that Replica, of I, is, or that it is an opaque copy of; null if
// it is none by the same constant.
static Instruction *clonedDivision(Value *Replica, const Instruction &I) {
  if (auto *Copy = dyn_cast<CallInst>(Replica); Copy && Copy->isInlineAsm())
    Replica = Copy->getArgOperand(0);
  auto *Clone = dyn_cast<Instruction>(Replica);
  return Clone && Clone != &I && Clone->getOpcode() == I.getOpcode() &&
                 Clone->getOperand(1) == I.getOperand(1)
             ? Clone
             : nullptr;
}

void Divisions::rewrite(Instruction &I, const APInt &Divisor) {
  Multiplier M = multiplier(I, Divisor);
  Replicas::Copies Made = *R.find(&I);
  for (unsigned K = 0; K < Made.size(); ++K) {
    Instruction *Clone = clonedDivision(Made[K], I);
    if (!Clone)
      continue;
    Value *Result = result(*Clone, M, K + 1);
    if (Made[K] == Clone)
      Made[K] = Result;
    Clone->replaceAllUsesWith(Result);
    Clone->eraseFromParent();
  }
  R.know(&I, Made);
}

void tandem::divideApart(Function &F, Replicas &R, const Opaque &O) {
  if (F.hasMinSize() || F.hasOptNone())
    return; // divides
  SmallVector<Instruction *, 8> Originals;
  for (Instruction &I : instructions(F))
    if (dividesByRegister(I) && R.find(&I))
      Originals.push_back(&I);
  Divisions Apart(R, O);
  for (Instruction *I : Originals)
    Apart.rewrite(*I, cast<ConstantInt>(I->getOperand(1))->getValue());
}
