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

// Whether all Copies are opaque copies of V, which has been checked.
static bool areCopiesOf(Value *V, ArrayRef<Value *> Copies) {
  return all_of(Copies, [V](Value *Copy) {
    auto *Call = dyn_cast<CallInst>(Copy);
    return Call && Call->isInlineAsm() && Call->arg_size() == 1 &&
           Call->getArgOperand(0) == V;
  });
}

// Packed where it is computed: in front of a loop rather than in it.
Value *Lanes::pack(Value *V) {
  ArrayRef<Value *> Copies = joined(V);
  auto *Last = cast<Instruction>(Copies.front());
  for (Value *Copy : Copies)
    if (Last->comesBefore(cast<Instruction>(Copy)))
      Last = cast<Instruction>(Copy);
  BasicBlock::iterator At = behind(Last);
  IRBuilder<> B(At->getParent(), At);
  unsigned Width = laneType(V->getType(), N)->getNumElements();
  if (R.copies() > 1 && areCopiesOf(V, Copies))
    return O.copy(B, B.CreateVectorSplat(Width, V), 1);
  auto *Ty = FixedVectorType::get(V->getType(), PowerOf2Ceil(N));
  Value *Result = B.CreateInsertElement(PoisonValue::get(Ty), V, uint64_t(0));
  for (unsigned K = 1; K < N; ++K)
    Result = B.CreateInsertElement(Result, Copies[K - 1], uint64_t(K));
  return repeat(B, Result, N, Width);
}

// V and its replicas as a vector. A constant needs no replica: the register it
// is in has a lane for each.
Value *Lanes::packed(Value *V) {
  Value *&Result = Packed[V];
  if (Result)
    return Result;
  if (auto *C = dyn_cast<Constant>(V))
    return Result = ConstantVector::getSplat(
               laneType(V->getType(), N)->getElementCount(), C);
  Value *Made = pack(V);
  return Packed[V] = Made;
}

// The packed form of I, behind its replicas. Its operands follow.
Instruction *Lanes::create(Instruction &I) {
  ArrayRef<Value *> Copies = R.of(&I);
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
    U.set(repeat(B, packed(I.getOperand(U.getOperandNo())), N,
                 Ty->getNumElements()));
  }
}

// The lanes of what stands for All, as scalars. Those Apart are not in lanes.
void Lanes::extract(ArrayRef<Value *> All, ArrayRef<Value *> Apart) {
  auto *Vector = cast<Instruction>(Packed[All[0]]);
  IRBuilder<> B(Vector->getParent(), behind(Vector));
  B.SetCurrentDebugLocation(Vector->getDebugLoc());
  SmallVector<Value *, 4> Own;
  for (unsigned K = 0; K < All.size(); ++K) {
    Own.push_back(B.CreateExtractElement(Vector, uint64_t(K)));
    Scalars.push_back(cast<Instruction>(Own[K]));
  }
  Now[All[0]] = Own[0];
  append_range(Own, Apart);
  R.know(Own[0], ArrayRef(Own).drop_front());
}

// Scalars for what is not in lanes, if there is any.
void Lanes::replace(Instruction &I, bool IsWanted) {
  SmallVector<Value *, 3> All{&I};
  append_range(All, joined(&I));
  SmallVector<Value *, 2> Apart(ArrayRef<Value *>(R.of(&I)).drop_front(N - 1));
  R.forget(I);
  Now[&I] = nullptr;
  if (!IsWanted && all_of(All, [](Value *V) {
        return V->use_empty() && !V->isUsedByMetadata();
      }))
    return;
  extract(All, Apart);
  auto Own = ArrayRef(Scalars).take_back(All.size());
  for (unsigned K = 0; K < All.size(); ++K) {
    Own[K]->takeName(All[K]);
    All[K]->replaceAllUsesWith(Own[K]);
  }
}

// What enters lanes from outside is in them from there on: its scalars are
// needed for its copies alone.
void Lanes::expose(Value *V) {
  SmallVector<Value *, 3> All{V};
  append_range(All, joined(V));
  SmallVector<Value *, 2> Apart(ArrayRef<Value *>(R.of(V)).drop_front(N - 1));
  SmallPtrSet<Value *, 16> Entry(R.of(V).begin(), R.of(V).end());
  SmallVector<Value *, 4> Open{Packed[V]};
  while (!Open.empty()) {
    auto *I = dyn_cast<Instruction>(Open.pop_back_val());
    if (I && I != V && Entry.insert(I).second)
      append_range(Open, I->operand_values());
  }
  extract(All, Apart);
  auto Own = ArrayRef(Scalars).take_back(All.size());
  for (unsigned K = 0; K < All.size(); ++K)
    All[K]->replaceUsesWithIf(
        Own[K], [&](Use &U) { return !Entry.count(U.getUser()); });
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

void Lanes::join(ArrayRef<Instruction *> Members,
                 function_ref<bool(Value *)> IsWanted) {
  SmallVector<Instruction *, 32> Old;
  SmallSetVector<Value *, 8> Hidden;
  for (Instruction *I : Members)
    Packed[I] = create(*I);
  for (Instruction *I : Members)
    fill(*I);
  for (Instruction *I : Members) {
    Old.push_back(I);
    for (Value *Copy : joined(I)) {
      Old.push_back(cast<Instruction>(Copy));
      for (Use &U : I->operands())
        if (isa<ConstantFP>(U))
          Hidden.insert(Old.back()->getOperand(U.getOperandNo()));
    }
  }
  for (Instruction *I : Old)
    I->dropAllReferences();
  for (Instruction *I : Members)
    replace(*I, IsWanted(I));
  for (auto [V, Vector] : Packed)
    if (!isa<Constant>(V) && !Now.count(V) && IsWanted(V))
      expose(V);
  for (Instruction *I : Old)
    I->eraseFromParent();
  for (Value *V : Hidden)
    eraseHidden(V);
}

// Those of one place that repair the vector come between an early extract and
// its use.
void Lanes::sink() {
  for (Instruction *Scalar : Scalars)
    for (Use &U : make_early_inc_range(Scalar->uses())) {
      auto *User = cast<Instruction>(U.getUser());
      if (auto *Phi = dyn_cast<PHINode>(User))
        User = Phi->getIncomingBlock(U)->getTerminator();
      if (User->getParent() == Scalar->getParent())
        continue;
      Instruction *Near = Scalar->clone();
      Near->insertBefore(User);
      U.set(Near);
    }
}
