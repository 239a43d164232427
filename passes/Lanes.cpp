//===- Lanes.cpp - all replicas in the lanes of one register --------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Lanes.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;
using namespace tandem;

// As many lanes as fill a register of 16 bytes: what lay in the others could be
// slow, or raise an exception.
static FixedVectorType *laneType(Type *Ty, unsigned N) {
  unsigned Fill = 128 / Ty->getPrimitiveSizeInBits().getFixedValue();
  return FixedVectorType::get(Ty, std::max<unsigned>(Fill, PowerOf2Ceil(N)));
}

// The first N lanes of V, as often as it takes to fill Width.
static Value *repeat(IRBuilder<> &B, Value *V, unsigned N, unsigned Width) {
  if (cast<FixedVectorType>(V->getType())->getNumElements() == Width)
    return V;
  SmallVector<int, 8> Mask;
  for (unsigned At = 0; At < Width; ++At)
    Mask.push_back(At % N);
  return B.CreateShuffleVector(V, Mask);
}

Value *Lanes::of(Value *First, Value *Second) {
  Value *Vector = nullptr;
  for (unsigned At = 0; At < 2; ++At) {
    auto *Lane = dyn_cast<ExtractElementInst>(At ? Second : First);
    auto *Index =
        Lane ? dyn_cast<ConstantInt>(Lane->getIndexOperand()) : nullptr;
    if (!Index || !Index->equalsInt(At) ||
        (Vector && Vector != Lane->getVectorOperand()))
      return nullptr;
    Vector = Lane->getVectorOperand();
  }
  return Vector;
}

// In front of which instruction a use of V can stand at the earliest.
static BasicBlock::iterator behind(Value *V) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I)
    return cast<Argument>(V)
        ->getParent()
        ->getEntryBlock()
        .getFirstInsertionPt();
  if (auto *Invoke = dyn_cast<InvokeInst>(I))
    return Invoke->getNormalDest()->getFirstInsertionPt();
  if (isa<PHINode>(I))
    return I->getParent()->getFirstInsertionPt();
  return std::next(I->getIterator());
}

// Packed where it is computed: in front of a loop rather than in it.
Value *Lanes::pack(Value *V, const Replicas::Copies &Copies) {
  unsigned N = Copies.size() + 1;
  BasicBlock::iterator At = behind(Copies.back());
  IRBuilder<> B(At->getParent(), At);
  auto *Ty = FixedVectorType::get(V->getType(), PowerOf2Ceil(N));
  Value *Result = B.CreateInsertElement(PoisonValue::get(Ty), V, uint64_t(0));
  for (unsigned K = 1; K < N; ++K)
    Result = B.CreateInsertElement(Result, Copies[K - 1], uint64_t(K));
  return repeat(B, Result, N, laneType(V->getType(), N)->getNumElements());
}

// V and its replicas as a vector. A constant needs no replica: the register it
// is in has a lane for each.
Value *Lanes::packed(Value *V) {
  Value *&Result = Packed[V];
  if (Result)
    return Result;
  if (auto *C = dyn_cast<Constant>(V))
    return Result = ConstantVector::getSplat(
               laneType(V->getType(), R.copies() + 1)->getElementCount(), C);
  Value *Made = pack(V, R.of(V));
  return Packed[V] = Made;
}

// The packed form of I, behind its replicas. Its operands follow.
Instruction *Lanes::create(Instruction &I) {
  const Replicas::Copies &Copies = R.of(&I);
  unsigned N = Copies.size() + 1;
  auto *Ty = laneType(I.getType(), N);
  if (auto *Phi = dyn_cast<PHINode>(&I)) {
    auto *Made = PHINode::Create(Ty, Phi->getNumIncomingValues(), "", Phi);
    Made->setDebugLoc(I.getDebugLoc());
    return Made;
  }
  Instruction *At = I.getNextNode();
  while (is_contained(Copies, At))
    At = At->getNextNode();
  IRBuilder<> B(At);
  B.SetCurrentDebugLocation(I.getDebugLoc());
  if (auto *Cast = dyn_cast<CastInst>(&I)) {
    auto *From = laneType(Cast->getSrcTy(), N);
    unsigned Both = std::min(From->getNumElements(), Ty->getNumElements());
    Instruction *Made = CastInst::Create(
        Cast->getOpcode(),
        PoisonValue::get(FixedVectorType::get(Cast->getSrcTy(), Both)),
        FixedVectorType::get(Cast->getDestTy(), Both));
    return cast<Instruction>(
        repeat(B, B.Insert(Made), N, Ty->getNumElements()));
  }
  Value *Later = PoisonValue::get(Ty);
  if (auto *Call = dyn_cast<IntrinsicInst>(&I))
    return B.CreateIntrinsic(Call->getIntrinsicID(), {Ty},
                             SmallVector<Value *, 3>(Call->arg_size(), Later));
  if (I.isUnaryOp())
    return B.Insert(UnaryOperator::Create(Instruction::FNeg, Later));
  return B.Insert(BinaryOperator::Create(
      static_cast<Instruction::BinaryOps>(I.getOpcode()), Later, Later));
}

void Lanes::fill(Instruction &I) {
  auto *Vector = cast<Instruction>(Packed[&I]);
  if (auto *Phi = dyn_cast<PHINode>(&I)) {
    for (unsigned At = 0; At < Phi->getNumIncomingValues(); ++At)
      cast<PHINode>(Vector)->addIncoming(packed(Phi->getIncomingValue(At)),
                                         Phi->getIncomingBlock(At));
    return;
  }
  if (auto *Repeated = dyn_cast<ShuffleVectorInst>(Vector))
    Vector = cast<Instruction>(Repeated->getOperand(0));
  for (Use &U : Vector->operands()) {
    auto *Ty = dyn_cast<FixedVectorType>(U->getType());
    if (!Ty)
      continue; // the callee
    IRBuilder<> B(Vector);
    U.set(repeat(B, packed(I.getOperand(U.getOperandNo())), R.copies() + 1,
                 Ty->getNumElements()));
  }
}

// Scalars for what is not in lanes, if there is any.
void Lanes::replace(Instruction &I) {
  Replicas::Copies All = R.of(&I);
  All.insert(All.begin(), &I);
  R.forget(I);
  Now[&I] = nullptr;
  if (all_of(All,
             [](Value *V) { return V->use_empty() && !V->isUsedByMetadata(); }))
    return;
  auto *Vector = cast<Instruction>(Packed[&I]);
  IRBuilder<> B(Vector->getParent(), behind(Vector));
  B.SetCurrentDebugLocation(I.getDebugLoc());
  Replicas::Copies Scalars;
  for (unsigned K = 0; K < All.size(); ++K) {
    Scalars.push_back(B.CreateExtractElement(Vector, uint64_t(K)));
    Scalars[K]->takeName(All[K]);
    All[K]->replaceAllUsesWith(Scalars[K]);
  }
  Now[&I] = Scalars[0];
  R.know(Scalars[0], ArrayRef(Scalars).drop_front());
}

// Erases V and, when that leaves it unread, the place that it was read from: a
// replica's constant, which lies in a lane now.
static void eraseHidden(Value *V) {
  auto *Load = dyn_cast<LoadInst>(V);
  if (!Load || !Load->use_empty())
    return;
  auto *Place = cast<GlobalVariable>(Load->getPointerOperand());
  Load->eraseFromParent();
  if (Place->use_empty())
    Place->eraseFromParent();
}

void Lanes::join(ArrayRef<Instruction *> Members) {
  SmallVector<Instruction *, 32> Old;
  SmallSetVector<Value *, 8> Hidden;
  for (Instruction *I : Members)
    Packed[I] = create(*I);
  for (Instruction *I : Members)
    fill(*I);
  for (Instruction *I : Members) {
    Old.push_back(I);
    for (Value *Copy : R.of(I)) {
      Old.push_back(cast<Instruction>(Copy));
      for (Use &U : I->operands())
        if (isa<ConstantFP>(U))
          Hidden.insert(Old.back()->getOperand(U.getOperandNo()));
    }
  }
  for (Instruction *I : Old)
    I->dropAllReferences();
  for (Instruction *I : Members)
    replace(*I);
  for (Instruction *I : Old)
    I->eraseFromParent();
  for (Value *V : Hidden)
    eraseHidden(V);
}
