//===- Widening.cpp - zeros that replicas do not share --------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As far as the back end knows, the upper halves of the elements that a replica
// extends could be anything. So this is done only where what is known of these
// bits makes no better code: for sums, PHIs, shuffles, and for products that
// pmaddwd computes, which is chosen here as the back end would.
//
//===----------------------------------------------------------------------===//

#include "Widening.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Analysis/VectorUtils.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicsX86.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/KnownBits.h"

using namespace llvm;
using namespace tandem;

// From SSE4.1 on there are instructions that extend without zeros.
static bool extendsWithZeros(const Function &F, const Opaque &O) {
  StringRef Features = F.getFnAttribute("target-features").getValueAsString();
  return O.unpacks() && !Features.contains("+sse4.1");
}

static bool isExtension(const Instruction &I) {
  const auto *Ty = dyn_cast<FixedVectorType>(I.getType());
  if (!isa<ZExtInst>(I) || !Ty || !isPowerOf2_32(Ty->getNumElements()))
    return false;
  unsigned From = I.getOperand(0)->getType()->getScalarSizeInBits();
  return From >= 8 && isPowerOf2_32(From) && Ty->getScalarSizeInBits() <= 64 &&
         isPowerOf2_32(Ty->getScalarSizeInBits());
}

// Whether pmaddwd, which adds two products of signed halves, computes the
// product: the upper halves are zero, and the lower ones not negative.
static bool isHalfProduct(const Instruction &I) {
  const auto *Ty = dyn_cast<FixedVectorType>(I.getType());
  if (I.getOpcode() != Instruction::Mul || !Ty || Ty->getNumElements() != 4 ||
      !Ty->getElementType()->isIntegerTy(32))
    return false;
  const DataLayout &DL = I.getModule()->getDataLayout();
  return all_of(I.operands(), [&](const Use &U) {
    return computeKnownBits(U, DL).countMinLeadingZeros() > 16;
  });
}

// Whether it is all the same to the code of User what is known of the bits.
static bool takesAnyBits(const Instruction &User) {
  switch (User.getOpcode()) {
  case Instruction::Mul: // there is a product of 16 bits, for any of them
    return User.getType()->getScalarSizeInBits() == 16 || isHalfProduct(User);
  case Instruction::Add:
  case Instruction::And:
  case Instruction::Or:
  case Instruction::Xor:
  case Instruction::Shl:
  case Instruction::PHI:
  case Instruction::ShuffleVector:
  case Instruction::ExtractElement:
  case Instruction::Store:
    return true;
  default:
    return false;
  }
}

// The elements [From, From + Count) of V; beyond its end, anything.
static Value *elements(IRBuilder<> &B, Value *V, int From, int Count) {
  int Size = cast<FixedVectorType>(V->getType())->getNumElements();
  int Inside = std::min(Count, Size - From);
  return B.CreateShuffleVector(
      V, createSequentialMask(From, Inside, Count - Inside));
}

// Half of the elements of V, which fills a register, from From on, at twice
// their width.
static Value *unpacked(IRBuilder<> &B, const Opaque &O, Value *V, int From,
                       unsigned Tag) {
  auto *Ty = cast<FixedVectorType>(V->getType());
  int Count = Ty->getNumElements();
  unsigned Bits = Ty->getScalarSizeInBits();
  SmallVector<int, 16> Mask;
  for (int At = From; At < From + Count / 2; ++At)
    Mask.append({At, Count + At});
  Value *Zeros = B.CreateBitCast(O.zeros(B, Tag), Ty);
  return B.CreateBitCast(
      B.CreateShuffleVector(V, Zeros, Mask),
      FixedVectorType::get(B.getIntNTy(2 * Bits), Count / 2));
}

// V with elements of twice the width.
static Value *doubled(IRBuilder<> &B, const Opaque &O, Value *V, unsigned Tag) {
  int Count = cast<FixedVectorType>(V->getType())->getNumElements();
  int Whole = 128 / V->getType()->getScalarSizeInBits();
  if (Count > Whole)
    return concatenateVectors(
        B, {doubled(B, O, elements(B, V, 0, Count / 2), Tag),
            doubled(B, O, elements(B, V, Count / 2, Count / 2), Tag)});
  if (Count == Whole)
    return concatenateVectors(
        B, {unpacked(B, O, V, 0, Tag), unpacked(B, O, V, Count / 2, Tag)});
  // The upper half of a register is taken from where it is.
  auto *Half = dyn_cast<ShuffleVectorInst>(V);
  if (int From = 0; Half && 2 * Count == Whole &&
                    Half->isExtractSubvectorMask(From) && From == Count)
    return unpacked(B, O, Half->getOperand(0), From, Tag);
  Value *Low = unpacked(B, O, elements(B, V, 0, Whole), 0, Tag);
  return 2 * Count == Whole ? Low : elements(B, Low, 0, Count);
}

static Value *product(IRBuilder<> &B, Instruction &Mul) {
  auto *Halves = FixedVectorType::get(B.getInt16Ty(), 8);
  return B.CreateIntrinsic(Intrinsic::x86_sse2_pmadd_wd, {},
                           {B.CreateBitCast(Mul.getOperand(0), Halves),
                            B.CreateBitCast(Mul.getOperand(1), Halves)});
}

// Each replica of I becomes what Make makes of it.
static void
rewrite(Instruction &I, Replicas &R,
        function_ref<Value *(IRBuilder<> &, Instruction &, unsigned)> Make) {
  Replicas::Copies Made = *R.find(&I);
  for (unsigned K = 0; K < Made.size(); ++K) {
    auto *Replica = cast<Instruction>(Made[K]);
    IRBuilder<> B(Replica);
    Made[K] = Make(B, *Replica, K + 1);
    Made[K]->takeName(Replica);
    Replica->replaceAllUsesWith(Made[K]);
    Replica->eraseFromParent();
  }
  R.know(&I, Made);
}

// Replicas are the same operations, not opaque copies of a result.
static bool hasClones(const Instruction &I, const Replicas &R) {
  const Replicas::Copies *Copies = R.find(const_cast<Instruction *>(&I));
  return Copies && all_of(*Copies, [&](const Value *Copy) {
           auto *Clone = dyn_cast<Instruction>(Copy);
           return Clone && Clone != &I && Clone->getOpcode() == I.getOpcode();
         });
}

void tandem::widenApart(Function &F, Replicas &R, const Opaque &O) {
  if (!extendsWithZeros(F, O))
    return;
  SetVector<Instruction *> Extensions, Products;
  for (Instruction &I : instructions(F)) {
    if (!isExtension(I) || !hasClones(I, R) ||
        !all_of(I.users(), [](const User *U) {
          return takesAnyBits(*cast<Instruction>(U));
        }))
      continue;
    Extensions.insert(&I);
    for (User *U : I.users())
      if (auto *By = cast<Instruction>(U);
          isHalfProduct(*By) && hasClones(*By, R))
        Products.insert(By);
  }
  for (Instruction *I : Products)
    rewrite(*I, R, [](IRBuilder<> &B, Instruction &Mul, unsigned) {
      return product(B, Mul);
    });
  for (Instruction *I : Extensions)
    rewrite(*I, R, [&](IRBuilder<> &B, Instruction &Replica, unsigned Tag) {
      Value *V = Replica.getOperand(0);
      while (V->getType() != Replica.getType())
        V = doubled(B, O, V, Tag);
      return V;
    });
}
