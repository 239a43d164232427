//===- LoopVotes.cpp - votes on what loops carry round --------------------===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A sum that nothing looks at before the loop ends could be struck twice. And a
// copy that other votes find wrong stays so. So what a loop carries round, and
// what it uses from outside, is voted on in some of its rounds, with all three
// copies, and repaired. An induction variable tells which, or a counter.
//
//===----------------------------------------------------------------------===//

#include "Votes.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
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

// Whether Phi, at the head of L, is computed from what L carried round before:
// only then do faults stay in it.
static bool accumulates(PHINode &Phi, const Loop &L, const Scope &S) {
  SmallPtrSet<Value *, 16> Seen;
  SmallVector<Value *, 16> Open;
  for (unsigned At = 0; At < Phi.getNumIncomingValues(); ++At)
    if (L.contains(Phi.getIncomingBlock(At)))
      Open.push_back(Phi.getIncomingValue(At));
  while (!Open.empty()) {
    auto *I = dyn_cast<Instruction>(Open.pop_back_val());
    if (!I || !L.contains(I) || S.role(*I) != Role::Replicate ||
        !Seen.insert(I).second)
      continue;
    if (isa<PHINode>(I) && I->getParent() == L.getHeader())
      return true;
    append_range(Open, I->operand_values());
  }
  return false;
}

bool Votes::isCopied(Value *V) const {
  const Replicas::Copies *Replica = R.find(V);
  return Replica && (*Replica)[0] != V && !V->getType()->isIntegerTy(1);
}

void Votes::planLoop(Loop &L) {
  for (Loop *Inner : L)
    planLoop(*Inner);
  LoopVote &Vote = Loops[L.getHeader()];
  const DataLayout &DL = F.getParent()->getDataLayout();
  uint64_t Rounds = L.isInnermost() ? Period : OuterPeriod;
  for (PHINode &Phi : L.getHeader()->phis()) {
    if (!isCopied(&Phi))
      continue;
    if (accumulates(Phi, L, S))
      Vote.Which.insert(&Phi);
    if (!Phi.getType()->isIntOrPtrTy() || Vote.Counter)
      continue;
    unsigned Bits = DL.getTypeSizeInBits(Phi.getType()).getFixedValue();
    Vote.Mask = Bits <= 64 ? maskFor(stepOf(Phi, L), Rounds, Bits) : 0;
    if (Vote.Mask)
      Vote.Counter = &Phi;
  }
}

// What a loop uses from outside is voted on there too; not in an innermost one
// if it comes from outside of the next one as well.
void Votes::planInvariant(Value *V, Loop *L) {
  auto *Def = dyn_cast<Instruction>(V);
  if (!L || (Def && L->contains(Def)) || !isCopied(V))
    return;
  Loop *Outer = L->getParentLoop();
  Loop *At = !Outer || (Def && Outer->contains(Def)) ? L : Outer;
  Loops[At->getHeader()].Which.insert(V);
}

void Votes::planLoops() {
  DominatorTree DT(F);
  LoopInfo LI(DT);
  for (Loop *L : LI)
    planLoop(*L);
  for (Instruction &I : instructions(F)) {
    auto *Phi = dyn_cast<PHINode>(&I);
    for (Use &U : I.operands())
      planInvariant(
          U, LI.getLoopFor(Phi ? Phi->getIncomingBlock(U) : I.getParent()));
    for (Value *Part : Parts.lookup(&I))
      planInvariant(Part, LI.getLoopFor(I.getParent()));
  }
}

// Behind the PHIs, the counter, and opaque copies that hide some replicas.
static Instruction &behindCopies(BasicBlock &Header,
                                 const SmallPtrSetImpl<Value *> &Copies) {
  Instruction *Result = &*Header.getFirstInsertionPt();
  for (Instruction &I : Header)
    if (!isa<PHINode>(I) && Copies.count(&I))
      Result = I.getNextNode();
  return *Result;
}

// A byte that counts the rounds of the loop with that header in such steps that
// it is 0 in one of so many. A fault in it shifts the votes.
static Value *countRounds(BasicBlock &Header, const DominatorTree &DT) {
  IRBuilder<> B(&Header, Header.begin());
  B.SetCurrentDebugLocation(Header.getTerminator()->getDebugLoc());
  PHINode *Before = B.CreatePHI(B.getInt8Ty(), 2, "tandem.rounds");
  B.SetInsertPoint(&Header, Header.getFirstInsertionPt());
  Value *Now = B.CreateAdd(Before, B.getInt8(256 / Period));
  for (BasicBlock *From : predecessors(&Header))
    Before->addIncoming(DT.dominates(&Header, From) ? Now : B.getInt8(0), From);
  return Now;
}

// Before the votes split blocks.
void Votes::countLoops() {
  DominatorTree DT(F);
  const DataLayout &DL = F.getParent()->getDataLayout();
  for (auto &[Header, Vote] : Loops) {
    if (Vote.Which.empty() || Header->isEHPad())
      continue;
    if (!Vote.Counter) {
      Vote.Rest = countRounds(*Header, DT);
      continue;
    }
    IRBuilder<> B(Header, Header->getFirstInsertionPt());
    B.SetCurrentDebugLocation(Header->getTerminator()->getDebugLoc());
    Value *Bits = Vote.Counter;
    if (Bits->getType()->isPointerTy())
      Bits = B.CreatePtrToInt(Bits, DL.getIntPtrType(Bits->getType()));
    Vote.Rest = B.CreateAnd(Bits, Vote.Mask);
  }
}

void Votes::emitLoop(BasicBlock &Header, const LoopVote &Vote) {
  SmallPtrSet<Value *, 16> Copies{Vote.Rest};
  for (Value *V : Vote.Which)
    for (Value *Copy : copies(V))
      Copies.insert(Copy);
  Instruction *At = &behindCopies(Header, Copies);
  BasicBlock *Tail = Header.splitBasicBlock(At->getIterator());
  BasicBlock *Round =
      BasicBlock::Create(F.getContext(), "tandem.round", &F, Tail);
  Header.getTerminator()->eraseFromParent();
  IRBuilder<> B(&Header);
  B.SetCurrentDebugLocation(At->getDebugLoc());
  B.CreateCondBr(B.CreateIsNull(Vote.Rest), Round, Tail,
                 MDBuilder(F.getContext()).createBranchWeights(1, Period));
  B.SetInsertPoint(Round);
  At = B.CreateBr(Tail);
  Ballot Cold(F, O, At->getDebugLoc());
  SmallVector<Opaque::Pair, 8> Pairs;
  for (Value *V : Vote.Which) {
    append_range(Pairs, pairs({V}, 1));
    append_range(Pairs, pairs({V}, 2));
    repair(Cold, V);
  }
  compareBefore(*At, Pairs, Cold);
  correct(Cold.repairing());
  Cold.repairing().CreateBr(At->getParent());
  Cold.finish(detected());
}
