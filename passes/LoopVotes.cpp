//===- LoopVotes.cpp - votes on what loops carry round --------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sum that nothing looks at before the loop ends could be struck twice. So
// what a loop carries round is voted on in some of its rounds, with all three
// copies. An induction variable tells which: the test costs one instruction in
// each round. A fault in it only shifts the vote.
//
//===----------------------------------------------------------------------===//

#include "ColdCode.h"
#include "NaN.h"
#include "Votes.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;
using namespace tandem;

// Rounds from one vote to the next, in a loop without others in it and in
// others.
enum : uint64_t { Period = 64, OuterPeriod = 8 };

// By how much Phi changes in each round; 0: not a constant.
static uint64_t stepOf(const PHINode &Phi, const Loop &L) {
  const BasicBlock *Latch = L.getLoopLatch();
  auto *Next = Latch
                   ? dyn_cast<Instruction>(Phi.getIncomingValueForBlock(Latch))
                   : nullptr;
  if (!Next || Next->getOperand(0) != &Phi)
    return 0;
  if (auto *Address = dyn_cast<GetElementPtrInst>(Next)) {
    const DataLayout &DL = Phi.getModule()->getDataLayout();
    APInt Offset(DL.getIndexTypeSizeInBits(Phi.getType()), 0);
    return Address->accumulateConstantOffset(DL, Offset)
               ? Offset.abs().getLimitedValue()
               : 0;
  }
  auto *Step = Next->getOpcode() == Instruction::Add
                   ? dyn_cast<ConstantInt>(Next->getOperand(1))
                   : nullptr;
  return Step ? Step->getValue().abs().getLimitedValue() : 0;
}

// The bits of an induction variable of the step that are 0 in one of so many
// rounds at least; 0: its type has too few.
static uint64_t maskFor(uint64_t Step, uint64_t Rounds, unsigned Bits) {
  const uint64_t TooLong = uint64_t(1) << 24;
  if (!Step || Step > TooLong)
    return 0;
  uint64_t Unit = PowerOf2Ceil(Step);
  return Log2_64(Unit * Rounds) < Bits ? Unit * (Rounds - 1) : 0;
}

void Votes::planLoop(Loop &L) {
  for (Loop *Inner : L)
    planLoop(*Inner);
  LoopVote Vote{L.getHeader(), nullptr, 0, {}};
  const DataLayout &DL = F.getParent()->getDataLayout();
  uint64_t Rounds = L.isInnermost() ? Period : OuterPeriod;
  for (PHINode &Phi : L.getHeader()->phis()) {
    const Replicas::Copies *Replica = R.find(&Phi);
    if (!Replica || (*Replica)[0] == &Phi || Phi.getType()->isIntegerTy(1))
      continue;
    Vote.Carried.push_back(&Phi);
    if (!Phi.getType()->isIntOrPtrTy() || Vote.Counter)
      continue;
    unsigned Bits = DL.getTypeSizeInBits(Phi.getType()).getFixedValue();
    Vote.Mask = Bits <= 64 ? maskFor(stepOf(Phi, L), Rounds, Bits) : 0;
    if (Vote.Mask)
      Vote.Counter = &Phi;
  }
  if (!Vote.Carried.empty() && !L.getHeader()->isEHPad())
    Loops.push_back(std::move(Vote));
}

void Votes::planLoops() {
  DominatorTree DT(F);
  LoopInfo LI(DT);
  for (Loop *L : LI)
    planLoop(*L);
}

// Behind the PHIs, and the opaque copies that hide some of the replicas.
static Instruction &behindCopies(BasicBlock &Header,
                                 const SmallPtrSetImpl<Value *> &Copies) {
  Instruction *Result = &*Header.getFirstInsertionPt();
  for (Instruction &I : Header)
    if (!isa<PHINode>(I) && Copies.count(&I))
      Result = I.getNextNode();
  return *Result;
}

void Votes::emitLoop(LoopVote &Vote) {
  SmallPtrSet<Value *, 16> Copies;
  for (Value *V : Vote.Carried)
    for (Value *Copy : copies(V))
      Copies.insert(Copy);
  Instruction &At = behindCopies(*Vote.Header, Copies);
  BasicBlock *Tail = Vote.Header->splitBasicBlock(At.getIterator());
  BasicBlock *Compare = Vote.Header;
  if (Vote.Counter) {
    Compare = BasicBlock::Create(F.getContext(), "tandem.round", &F, Tail);
    Vote.Header->getTerminator()->eraseFromParent();
    IRBuilder<> B(Vote.Header);
    B.SetCurrentDebugLocation(At.getDebugLoc());
    const DataLayout &DL = F.getParent()->getDataLayout();
    Value *Bits = Vote.Counter;
    if (Bits->getType()->isPointerTy())
      Bits = B.CreatePtrToInt(Bits, DL.getIntPtrType(Bits->getType()));
    Value *Rest = B.CreateAnd(Bits, Vote.Mask);
    B.CreateCondBr(B.CreateIsNull(Rest), Compare, Tail,
                   MDBuilder(F.getContext()).createBranchWeights(1, Period));
  } else {
    Compare->getTerminator()->eraseFromParent();
  }
  Ballot Cold(F, O, At.getDebugLoc());
  IRBuilder<> B(Compare);
  B.SetCurrentDebugLocation(At.getDebugLoc());
  Value *Any = nullptr;
  for (Value *V : Vote.Carried) {
    Trio T = copies(V);
    Any = either(B, Any, numbersDiffer(B, O, T[0], T[1]));
    Any = either(B, Any, numbersDiffer(B, O, T[0], T[2]));
    Cold.repair(T, Fixes);
    ++Count;
  }
  B.CreateCondBr(Any, Cold.entry(), Tail, unlikely(F.getContext()));
  correct(Cold.repairing());
  Cold.repairing().CreateBr(Tail);
  Cold.finish(detected());
}
